// SPDX-License-Identifier: EUPL-1.2
/**
 * What this tab remembers: the conversation's key, the draft, what is not sent yet. sessionStorage only, and nothing
 * is written before the parent's first interaction (P2). Where a browser forbids storage in frames, it lives as long
 * as the page.
 */

const PREFIX = "bruecke.";
const fallback = new Map();

function storage() {
  try {
    return window.sessionStorage;
  } catch {
    return null; // third-party storage is switched off
  }
}

/** The remembered value, or `otherwise`. */
export function recall(name, otherwise = null) {
  const text = storage()?.getItem(PREFIX + name) ?? fallback.get(name);
  try {
    return text ? JSON.parse(text) : otherwise;
  } catch {
    return otherwise;
  }
}

/** Keeps a value for this tab; null forgets it. */
export function remember(name, value) {
  if (value === null) return forget(name);
  const text = JSON.stringify(value);
  fallback.set(name, text);
  try {
    storage()?.setItem(PREFIX + name, text);
  } catch {
    // Full or forbidden: the page goes on with what it holds itself.
  }
}

function forget(name) {
  fallback.delete(name);
  storage()?.removeItem(PREFIX + name);
}

/** Leaves nothing behind. */
export function forgetAll() {
  fallback.clear();
  const held = storage();
  if (!held) return;
  Object.keys(held).filter((key) => key.startsWith(PREFIX)).forEach((key) => held.removeItem(key));
}
