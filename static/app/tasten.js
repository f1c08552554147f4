// Keyboard of the Postkorb: j/k move, Enter opens (the focused link), x selects, u claims, ? explains.
// Rows are <tr data-zeile> inside [data-postkorb]; the help and the off switch stand in teile/tasten.html.
const SPEICHER = "kindercampus.tasten";
const postkorb = document.querySelector("[data-postkorb]");
const hilfe = document.getElementById("tastenhilfe");
const ausschalter = hilfe?.querySelector("[data-tasten-aus]");

function aus() {
  return localStorage.getItem(SPEICHER) === "aus";
}

function tippt(ziel) {
  return ziel.isContentEditable || /^(TEXTAREA|SELECT)$/.test(ziel.tagName)
    || (ziel.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(ziel.type));
}

function zeilen() {
  return [...postkorb.querySelectorAll("tr[data-zeile]")];
}

function aktuelle() {
  return document.activeElement?.closest("tr[data-zeile]");
}

function gehe(schritt) {
  const alle = zeilen();
  if (alle.length === 0) return;
  const jetzt = alle.indexOf(aktuelle());
  const ziel = jetzt === -1 ? (schritt > 0 ? 0 : alle.length - 1) : jetzt + schritt;
  alle[Math.min(Math.max(ziel, 0), alle.length - 1)].querySelector("a[href]")?.focus();
}

const BEFEHLE = {
  j: () => gehe(1),
  k: () => gehe(-1),
  x: () => aktuelle()?.querySelector("input[type=checkbox]")?.click(),
  u: () => aktuelle()?.querySelector("[data-uebernehmen]")?.click(),
  "?": () => hilfe?.showModal(),
};

function taste(ereignis) {
  if (ereignis.ctrlKey || ereignis.altKey || ereignis.metaKey || aus() || hilfe?.open || tippt(ereignis.target)) return;
  const befehl = BEFEHLE[ereignis.key];
  if (!befehl) return;
  ereignis.preventDefault();
  befehl();
}

if (postkorb) {
  document.addEventListener("keydown", taste);
  for (const knopf of document.querySelectorAll("[data-tastenhilfe]")) {
    knopf.hidden = false;
    knopf.addEventListener("click", () => hilfe?.showModal());
  }
  if (ausschalter) {
    ausschalter.checked = aus();
    ausschalter.addEventListener("change", () => localStorage.setItem(SPEICHER, ausschalter.checked ? "aus" : "an"));
  }
}
