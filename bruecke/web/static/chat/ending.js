// SPDX-License-Identifier: EUPL-1.2
/** The last screen: erased with a receipt, or not there any more; and the way to begin again. */

import { byId } from "./dom.js";
import { say } from "./texts.js";

/** kind: "erased" or "gone"; receipt: the number of the erasure, where there is one. */
export function showEnding(kind, receipt = null) {
  byId("ending-title").textContent = say(`ending.${kind}_title`);
  byId("ending-text").textContent = say(`ending.${kind}_text`);
  byId("ending-receipt").textContent = receipt ? say("ending.receipt", { receipt }) : "";
  byId("ending").focus();
}
