// Folds the main navigation on narrow screens and closes open menus with Escape or a click elsewhere.
const schalter = document.querySelector("[data-nav-schalter]");
if (schalter) {
  schalter.hidden = false;
  schalter.setAttribute("aria-expanded", "false");
  schalter.addEventListener("click", () => {
    const offen = schalter.getAttribute("aria-expanded") === "true";
    schalter.setAttribute("aria-expanded", String(!offen));
  });
}

document.addEventListener("keydown", (ereignis) => {
  if (ereignis.key !== "Escape") return;
  const menue = document.activeElement?.closest("details.app-menue[open]");
  if (!menue) return;
  menue.open = false;
  menue.querySelector("summary").focus();
});

document.addEventListener("click", (ereignis) => {
  for (const menue of document.querySelectorAll("details.app-menue[open]")) {
    if (!menue.contains(ereignis.target)) menue.open = false;
  }
});
