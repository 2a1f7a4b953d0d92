/** The telephone numbers of the catalogue; 112 and 110 stand in the page itself and need no network. */

import { hotlines } from "./api.js";
import { callLink } from "./crisis.js";
import { byId, el } from "./dom.js";

let numbers = [];

/** Fetches the national numbers once and puts them into the panels; without an answer 112 and 110 stay alone. */
export async function loadHotlines() {
  const answer = await hotlines().catch(() => null);
  numbers = (answer?.offers ?? []).filter(({ phone }) => phone && !["112", "110"].includes(phone)).map(asContact);
  if (!numbers.length) return;
  fill("hotlines", "hotline-list", numbers);
  fill("human-calls", "human-call-list", numbers.slice(0, 2));
}

/** The first number to name when a message cannot be sent. */
export const firstNumber = () => numbers[0] ?? null;

const asContact = ({ name, phone, opening }) => ({ name, tel: phone, hours: opening?.text });

function fill(section, list, contacts) {
  byId(list).replaceChildren(...contacts.map((contact) => el("li", {}, callLink(contact, false))));
  byId(section).hidden = false;
}
