// SPDX-License-Identifier: EUPL-1.2
/** Building the page: text only by textContent, addresses only of four harmless kinds (S14). */

const SCHEMES = ["http:", "https:", "tel:", "mailto:"];
const SVG = "http://www.w3.org/2000/svg";

/** The address when a link may carry it, else null: `javascript:` and its kin never reach the page. */
export function safeAddress(address) {
  try {
    const url = new URL(address, location.origin);
    return SCHEMES.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * One element. `attributes`: plain attributes; `text` sets the text, `onclick` and the like listen;
 * null, undefined and false leave an attribute out. Children that are null are skipped.
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) set(node, name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function set(node, name, value) {
  if (name === "text") node.textContent = value;
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "href") setAddress(node, value);
  else node.setAttribute(name, value === true ? "" : value);
}

function setAddress(node, value) {
  const address = safeAddress(value);
  if (address) node.setAttribute("href", address);
}

/** An icon of the page's own set; decoration only, the words stand beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** Text for screen readers only. */
export const unseen = (text) => el("span", { class: "unseen", text });

export const byId = (id) => document.getElementById(id);

/** `tel:` wants digits: "0800 000 00-00" becomes "tel:08000000000". */
export const telephone = (number) => `tel:${number.replace(/[^\d+]/g, "")}`;
