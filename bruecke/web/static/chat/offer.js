// SPDX-License-Identifier: EUPL-1.2
/** One offer as a card: what it is, why it fits, whether it is open, what it costs, one big button; the rest folded. */

import { el, icon, safeAddress, telephone, unseen } from "./dom.js";
import { fullDate } from "./times.js";
import { capital, say } from "./texts.js";

export function offerCard(offer) {
  return el(
    "article",
    { class: "offer", "data-offer": offer.id },
    el("h3", { text: offer.name }),
    el("p", { class: "summary", text: offer.summary }),
    facts(offer),
    contact(offer),
    details(offer),
  );
}

function facts(offer) {
  const opening = currentOpening(offer.opening);
  const rows = [
    offer.why && fact("check", offer.why),
    opening && fact("clock", capital(opening), offer.opening.open_now ? "is-open" : ""),
    offer.cost && fact("cost", capital(offer.cost)),
    offer.anonymous && fact("mask", say("offer.anonymous")),
    !hasButton(offer) && offer.address && fact("place", offer.address),
  ].filter(Boolean);
  return rows.length ? el("ul", { class: "facts-row" }, ...rows) : null;
}

/** "jetzt offen bis 16 Uhr" as the server says it; once that moment has passed, nothing is said. */
function currentOpening({ text, next }) {
  return next && Date.parse(next) < Date.now() ? null : text;
}

const fact = (name, text, extra = "") => el("li", { class: extra }, icon(name), el("span", { text }));

const hasButton = ({ phone, url, email }) => Boolean(phone || email || (url && safeAddress(url)));

/** The one big button: telephone first, else website, else e-mail. */
function contact(offer) {
  if (offer.phone) return callButton(offer);
  if (offer.url && safeAddress(offer.url)) return bigLink(offer.url, "web", say("offer.website"), outward());
  if (offer.email) return bigLink(`mailto:${offer.email}`, "mail", say("offer.write"));
  return null;
}

function callButton({ name, phone }) {
  const label = say("offer.call_name", { name, phone });
  return bigLink(telephone(phone), "phone", say("offer.call", { phone: unbroken(phone) }), { "aria-label": label });
}

/** A number is not torn apart at the end of a line. */
const unbroken = (number) => number.replace(/ /g, "\u00a0");

const bigLink = (href, name, text, more = {}) => el("a", { class: "main big", href, ...more }, icon(name), el("span", { text }));
const outward = () => ({ target: "_blank", rel: "noopener noreferrer" });

function details(offer) {
  const summary = el("summary", {}, el("span", { text: say("offer.details") }), unseen(` ${say("offer.details_of", { name: offer.name })}`));
  return el("details", {}, summary, el("dl", {}, ...rows(offer)));
}

function rows(offer) {
  const { languages, provider, address, checked_on: checked } = offer;
  return [
    row("address", address),
    linkRow("web", offer.url, offer.url?.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, ""), outward()),
    linkRow("email", offer.email && `mailto:${offer.email}`, offer.email),
    row("languages", languages?.join(", ")),
    row("provider", provider),
    row("checked", checked && fullDate(checked)),
  ].filter(Boolean).flat();
}

const row = (key, text) => (text ? [el("dt", { text: say(`offer.${key}`) }), el("dd", { text })] : null);

function linkRow(key, href, text, more = {}) {
  if (!href || !safeAddress(href)) return null;
  const hint = more.target ? unseen(` ${say("offer.new_window")}`) : null;
  return [el("dt", { text: say(`offer.${key}`) }), el("dd", {}, el("a", { href, text, ...more }, hint))];
}
