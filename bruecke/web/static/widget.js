// SPDX-License-Identifier: EUPL-1.2
/*
 * Brücke on a municipal page, with one line:
 *   <script src="https://bruecke.example/static/widget.js" defer data-place="kamen"></script>
 *
 * It draws a launcher. Before that is pressed, nothing is loaded and nothing is stored (P2). The chat itself is a frame
 * of Brücke's own origin; both sides check who speaks (S15). Shadow root and constructable style sheet: the page's
 * design does not leak in, and a strict Content-Security-Policy of the page is enough with
 *   script-src https://bruecke.example; frame-src https://bruecke.example
 * A page may set --bruecke-brand, and data-label on the script for other words on the launcher.
 */
(() => {
  "use strict";

  const WORDS = {
    label: "Fragen? Brücke",
    close: "Brücke schließen",
    frame: "Brücke, der Chat für Eltern",
    loading: "Brücke lädt …",
    instead: "In neuem Fenster öffnen",
    shut: "Schließen",
  };
  const CSS = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    .launcher, .sheet { position: fixed; z-index: 2147483000; right: 16px; font: 600 18px/1.3 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
    .launcher { bottom: 16px; display: inline-flex; align-items: center; gap: 12px; min-height: 56px; padding: 8px 24px 8px 20px; border: 2px solid #fff;
      border-radius: 28px; background: var(--bruecke-brand, #0B5A66); color: #fff; cursor: pointer; box-shadow: 0 2px 12px rgb(28 35 38 / 30%); }
    .launcher:hover { filter: brightness(1.12); }
    .launcher svg { width: 32px; height: 32px; fill: currentColor; flex: none; }
    :focus-visible { outline: 3px solid #1D4ED8; outline-offset: 2px; box-shadow: 0 0 0 2px #fff, 0 0 0 7px #fff; }
    .sheet { z-index: 2147483001; bottom: 88px; width: 400px; height: min(640px, calc(100vh - 112px)); overflow: hidden; border: 1px solid #7C8A91; border-radius: 14px;
      background: #FAF6EF; color: #1C2326; box-shadow: 0 8px 32px rgb(28 35 38 / 30%); }
    iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; visibility: hidden; }
    .is-ready iframe { visibility: visible; }
    .is-ready .meanwhile { display: none; }
    .meanwhile { display: grid; gap: 12px; align-content: center; justify-items: center; height: 100%; padding: 24px; text-align: center; }
    .meanwhile a, .meanwhile button { display: inline-flex; align-items: center; min-height: 48px; padding: 8px 20px; border: 2px solid #0B5A66; border-radius: 10px;
      background: #fff; color: #0B5A66; font: inherit; text-decoration: none; cursor: pointer; }
    .meanwhile a, .meanwhile button { animation: late 0s 2s both; }
    @keyframes late { from { visibility: hidden; } }
    @media (max-width: 480px), (max-height: 480px) { .sheet { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; } }
    @media (prefers-color-scheme: dark) { .sheet { background: #10191C; color: #EEF3F4; } }
    @media (forced-colors: active) { .launcher { border-color: ButtonText; } }
    @media print { .launcher, .sheet { display: none; } }
  `;
  const MARK = "M2 10.500Q16 5 30 10.500V25H26A10 10 0 0 0 6 25H2Z";
  const SMALL = "(max-width: 480px), (max-height: 480px)";

  const script = document.currentScript;
  const home = new URL(script.src).origin;
  const place = /^[a-z]{2,30}$/.test(script.dataset.place ?? "") ? script.dataset.place : null;
  const parts = {};
  let exitAddress = null;
  let isReady = false;
  let isLeaving = false;

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    node.append(...children);
    return node;
  }

  function mark() {
    const draw = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
    const [svg, path] = [draw("svg"), draw("path")];
    svg.setAttribute("viewBox", "0 0 32 32");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", MARK);
    svg.append(path);
    return svg;
  }

  function dress(root) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(CSS);
      root.adoptedStyleSheets = [sheet];
    } catch {
      root.append(make("style", {}, CSS)); // browsers before 2023
    }
  }

  function draw() {
    const root = document.body.appendChild(make("div", { "data-bruecke": "", lang: "de" })).attachShadow({ mode: "open" });
    dress(root);
    parts.words = make("span", {}, script.dataset.label || WORDS.label);
    parts.launcher = make("button", { type: "button", class: "launcher", "aria-expanded": "false" }, mark(), parts.words);
    parts.sheet = make("div", { class: "sheet", tabindex: "-1" });
    parts.sheet.hidden = true;
    parts.launcher.addEventListener("click", () => (parts.sheet.hidden ? open() : close()));
    root.append(make("aside", { "aria-label": WORDS.frame }, parts.sheet, parts.launcher));
  }

  function address(isEmbedded) {
    const page = new URL("/chat", home);
    if (isEmbedded) page.searchParams.set("embed", "1");
    if (place) page.searchParams.set("place", place);
    return page.href;
  }

  /** Made on the first opening. What stands below the frame shows while it loads, or when the page forbids it. */
  function furnish() {
    const link = make("a", { href: address(false), target: "_blank", rel: "noopener noreferrer" }, WORDS.instead);
    const shut = make("button", { type: "button" }, WORDS.shut);
    shut.addEventListener("click", close);
    const meanwhile = make("div", { class: "meanwhile" }, make("p", { role: "status" }, WORDS.loading), link, shut);
    parts.frame = make("iframe", { title: WORDS.frame, src: address(true), referrerpolicy: "no-referrer" });
    parts.sheet.append(meanwhile, parts.frame);
    window.visualViewport?.addEventListener("resize", fitToKeyboard);
  }

  function open() {
    if (!parts.frame) furnish();
    parts.sheet.hidden = false;
    parts.launcher.setAttribute("aria-expanded", "true");
    parts.words.textContent = WORDS.close;
    lockScroll(matchMedia(SMALL).matches);
    if (isReady) enter();
    else parts.sheet.focus();
  }

  /** The focus goes into the frame, and there to where the reading begins (A8). */
  function enter() {
    parts.frame.focus();
    tell("bruecke:open");
  }

  function close() {
    if (parts.sheet.hidden) return;
    parts.sheet.hidden = true;
    parts.launcher.setAttribute("aria-expanded", "false");
    parts.words.textContent = script.dataset.label || WORDS.label;
    lockScroll(false);
    parts.launcher.focus();
  }

  /** On a phone the sheet ends where the keyboard begins. */
  function fitToKeyboard({ target: seen }) {
    if (seen.scale > 1.01) return; // zoomed in: nothing may jump
    const isSmall = matchMedia(SMALL).matches;
    parts.sheet.style.height = isSmall ? `${seen.height}px` : "";
    parts.sheet.style.top = isSmall ? `${seen.offsetTop}px` : "";
  }

  const lockScroll = (isLocked) => (document.documentElement.style.overflow = isLocked ? "hidden" : "");
  const tell = (type) => parts.frame.contentWindow.postMessage({ type }, home);

  function hear({ source, origin, data }) {
    if (!parts.frame || origin !== home || source !== parts.frame.contentWindow) return;
    if (data?.type === "bruecke:ready") ready(data);
    if (data?.type === "bruecke:close") close();
    if (data?.type === "bruecke:exit") leave();
  }

  function ready(data) {
    if (typeof data.address === "string" && data.address.startsWith("https://")) exitAddress = data.address;
    isReady = true;
    parts.sheet.classList.add("is-ready");
    if (!parts.sheet.hidden) enter();
  }

  /** „Schnell weg“: this page disappears with the chat. */
  function leave() {
    if (!exitAddress || isLeaving) return;
    isLeaving = true;
    document.body.replaceChildren();
    document.title = "";
    location.replace(exitAddress);
  }

  /** Shift three times within five seconds, as inside the chat; a Shift that made a capital letter does not count. */
  function listenForExit() {
    let presses = [];
    let isAlone = false;
    document.addEventListener("keydown", ({ key, repeat }) => {
      isAlone = key === "Shift" && !repeat;
      if (key !== "Shift") presses = [];
    }, true);
    document.addEventListener("keyup", ({ key }) => {
      if (key !== "Shift" || !isAlone || !parts.sheet || parts.sheet.hidden) return;
      presses = [...presses.filter((time) => Date.now() - time < 5000), Date.now()];
      if (presses.length >= 3) askToLeave();
    }, true);
  }

  /** The chat forgets first; it answers with "bruecke:exit". If it hangs, the page goes without it. */
  function askToLeave() {
    parts.sheet.hidden = true;
    if (isReady) tell("bruecke:exit");
    setTimeout(leave, 100);
  }

  function start() {
    if (document.querySelector("[data-bruecke]")) return; // the line stands twice on the page
    draw();
    window.addEventListener("message", hear);
    document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
    listenForExit();
  }

  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
