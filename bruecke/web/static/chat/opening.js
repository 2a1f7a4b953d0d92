/** Times as people say them, in the county's time zone whatever the phone's clock is set to. */

import { say } from "./texts.js";

const ZONE = "Europe/Berlin";
const formatter = (options) => new Intl.DateTimeFormat("de-DE", { timeZone: ZONE, ...options });
const CLOCK = formatter({ hour: "numeric", minute: "2-digit" });
const DAY = formatter({ year: "numeric", month: "2-digit", day: "2-digit" });
const WEEKDAY = formatter({ weekday: "long" });
const DATE = formatter({ day: "numeric", month: "long" });
const FULL_DATE = formatter({ day: "numeric", month: "long", year: "numeric" });
const DAY_LENGTH = 86_400_000; // ms

/** "9:14", for the line above a bubble. */
export const clock = (iso) => CLOCK.format(new Date(iso));

/** "1. November 2026". */
export const fullDate = (iso) => FULL_DATE.format(new Date(iso));

/** "9 Uhr", "9:30 Uhr". */
export const hour = (date) => say("opening.time", { time: CLOCK.format(date).replace(/^0/, "").replace(/:00$/, "") });

/** How many calendar days lie between now and then in the county: 0 today, 1 tomorrow. */
export function daysAhead(date, now = new Date()) {
  for (let days = 0; days <= 7; days += 1) {
    if (DAY.format(new Date(now.getTime() + days * DAY_LENGTH)) === DAY.format(date)) return days;
  }
  return Infinity;
}

/** "Jetzt offen bis 16 Uhr", "Öffnet Dienstag um 9 Uhr"; null when nobody knows. */
export function openingLine({ open_now, next }, now = new Date()) {
  const date = next ? new Date(next) : null;
  if (open_now === true) return openLine(date, now);
  if (open_now === false) return date ? opensLine(date, now) : say("opening.closed");
  return null;
}

function openLine(until, now) {
  const today = until && daysAhead(until, now) === 0;
  return today ? say("opening.open_until", { time: hour(until) }) : say("opening.open");
}

function opensLine(date, now) {
  const time = hour(date);
  const days = daysAhead(date, now);
  if (days === 0) return say("opening.opens_today", { time });
  if (days === 1) return say("opening.opens_tomorrow", { time });
  if (days < 7) return say("opening.opens_weekday", { weekday: WEEKDAY.format(date), time });
  return say("opening.opens_date", { date: DATE.format(date), time });
}
