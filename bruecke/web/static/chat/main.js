// SPDX-License-Identifier: EUPL-1.2
/** Starts the page. „Schnell weg“ works first, before a single sentence is loaded. */

import { Chat } from "./chat.js";
import { byId } from "./dom.js";
import { loadHotlines } from "./emergency.js";
import { Exit } from "./exit.js";
import { Host, isEmbedded } from "./embed.js";
import { forgetAll } from "./memory.js";
import { Panels } from "./panels.js";
import { loadTexts } from "./texts.js";
import { fitToKeyboard } from "./viewport.js";

let chat = null;
let host = null;

const exit = new Exit({
  clean: () => (chat ? chat.leave() : forgetAll()),
  leave: (address) => (host ? host.leave(address) : location.replace(address)),
});

/** Links inside the page move the focus only: an entry in the history would bring Back into the chat (C16). */
function keepHistoryShort({ target }) {
  return (event) => {
    event.preventDefault();
    byId(target).focus();
  };
}

function applySettings({ keepDays, privacyUrl, accessibilityUrl, contactEmail }) {
  document.querySelectorAll("[data-days]").forEach((place) => (place.textContent = keepDays));
  point("privacy-link", privacyUrl);
  point("access-link", accessibilityUrl);
  point("access-mail", contactEmail && `mailto:${contactEmail}`, contactEmail);
}

function point(id, address, text = null) {
  if (!address) return;
  const link = byId(id);
  link.href = address;
  link.hidden = false;
  if (text) link.textContent = text;
}

function place() {
  const name = new URLSearchParams(location.search).get("place");
  return /^[a-z]{2,30}$/.test(name ?? "") ? name : null;
}

function welcomeFocus() {
  const title = byId("welcome-title");
  (title.offsetParent ? title : byId("conversation")).focus();
}

async function start() {
  await loadTexts();
  const panels = new Panels();
  chat = new Chat({ place: place(), panels });
  panels.whenOpened("human", () => chat.consent.reset(chat.person.isAsked));
  panels.whenOpened("erase", () => chat.erasure.reset());
  byId("tiles").addEventListener("click", ({ target }) => tapTile(target.closest("button")));
  byId("again").addEventListener("click", () => chat.restart());
  document.querySelector('a[href="#conversation"]').addEventListener("click", keepHistoryShort({ target: "conversation" }));
  if (isEmbedded) host = new Host({ exitAddress: exit.address, onOpen: welcomeFocus, onExit: () => exit.now() });
  byId("app").dataset.ready = "";
  await Promise.all([chat.resume(), loadHotlines()]);
}

/** The tiles disappear with the welcome: the focus goes where the answer will be. */
function tapTile(tile) {
  if (!tile) return;
  byId("conversation").focus();
  chat.choose({ value: tile.dataset.choice, label: tile.textContent.trim() });
}

applySettings(document.documentElement.dataset);
fitToKeyboard(byId("app"));
start().catch(() => (byId("broken").hidden = false));
