// SPDX-License-Identifier: EUPL-1.2
/** Times as people say them, in the county's time zone whatever the phone's clock is set to. */

import { say } from "./texts.js";

const ZONE = "Europe/Berlin";
const formatter = (options) => new Intl.DateTimeFormat("de-DE", { timeZone: ZONE, ...options });
const CLOCK = formatter({ hour: "numeric", minute: "2-digit" });
const DAY = formatter({ year: "numeric", month: "2-digit", day: "2-digit" });
const WEEKDAY = formatter({ weekday: "long" });
const FULL_DATE = formatter({ day: "numeric", month: "long", year: "numeric" });
const DAY_LENGTH = 86_400_000; // ms

/** "9:14", for the line above a bubble. */
export const clock = (iso) => CLOCK.format(new Date(iso));

/** "1. November 2026". */
export const fullDate = (iso) => FULL_DATE.format(new Date(iso));

/** "9 Uhr", "9:30 Uhr". */
export const hour = (date) => say("time.hour", { time: CLOCK.format(date).replace(/^0/, "").replace(/:00$/, "") });

/** How many calendar days lie between now and then in the county: 0 today, 1 tomorrow. */
function daysAhead(date, now = new Date()) {
  for (let days = 0; days <= 7; days += 1) {
    if (DAY.format(new Date(now.getTime() + days * DAY_LENGTH)) === DAY.format(date)) return days;
  }
  return Infinity;
}

/** "heute", "morgen", "Dienstag". */
export function dayName(date, now = new Date()) {
  const days = daysAhead(date, now);
  if (days === 0) return say("time.today");
  return days === 1 ? say("time.tomorrow") : WEEKDAY.format(date);
}
