// SPDX-License-Identifier: EUPL-1.2
/** The page's German sentences: they stand in texts.de.json, never in the code. */

let texts = null;

/** Loads the sentences once; throws when the server cannot be reached. */
export async function loadTexts(address = "/static/texts.de.json") {
  const answer = await fetch(address); // as the page preloads it
  if (!answer.ok) throw new Error(`texts: ${answer.status}`);
  texts = await answer.json();
}

/** "jetzt offen" begins a line: "Jetzt offen". */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * The sentence `key` ("offer.call") with its `{gaps}` filled. An unknown key is a programming error and throws.
 * Before the sentences are loaded it is silent: „Schnell weg“ works from the first moment.
 */
export function say(key, values = {}) {
  if (!texts) return "";
  const sentence = key.split(".").reduce((part, name) => part?.[name], texts);
  if (typeof sentence !== "string") throw new Error(`no text: ${key}`);
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
