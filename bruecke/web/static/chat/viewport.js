// SPDX-License-Identifier: EUPL-1.2
/** A phone's keyboard lies over the page: the input has to stay above it, and the newest message in sight. */

const KEYBOARD = 0.75; // less than this part of the window is left

export function fitToKeyboard(app) {
  const { visualViewport: seen } = window;
  if (!seen || window.parent !== window) return; // around a frame, the launcher does it
  seen.addEventListener("resize", () => {
    if (seen.scale > 1.01) return; // the parent has zoomed in: nothing may jump
    document.documentElement.style.setProperty("--height", `${Math.round(seen.height)}px`);
    app.toggleAttribute("data-keyboard", seen.height < innerHeight * KEYBOARD);
    scrollTo(0, 0); // the browser had moved the page to show the input where it was before
  });
}
