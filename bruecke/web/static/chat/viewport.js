/** iPhones lay the keyboard over the page; the input has to stay above it. Other browsers shrink the page themselves. */

export function fitToKeyboard() {
  const { visualViewport: seen } = window;
  if (!seen || window.parent !== window) return;
  seen.addEventListener("resize", () => {
    if (seen.scale > 1.01) return; // the parent has zoomed in: nothing may jump
    document.documentElement.style.setProperty("--height", `${Math.round(seen.height)}px`);
  });
}
