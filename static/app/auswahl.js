// "Select all" for bulk actions, and the number of selected rows in words.
// <form data-auswahl> … <input type="checkbox" data-auswahl-alle> … <input type="checkbox" name="…"> … <output data-auswahl-zahl>
function kaestchen(rahmen) {
  return [...rahmen.querySelectorAll("tbody input[type=checkbox]:not(:disabled)")];
}

function zeigen(rahmen) {
  const alle = kaestchen(rahmen);
  const gewaehlt = alle.filter((k) => k.checked);
  for (const k of alle) k.closest("tr")?.classList.toggle("kern-table__row--gewaehlt", k.checked);
  const oben = rahmen.querySelector("[data-auswahl-alle]");
  if (oben) {
    oben.checked = alle.length > 0 && gewaehlt.length === alle.length;
    oben.indeterminate = gewaehlt.length > 0 && gewaehlt.length < alle.length;
  }
  const zahl = rahmen.querySelector("[data-auswahl-zahl]");
  if (zahl) zahl.textContent = gewaehlt.length === 1 ? "1 Zeile ausgewählt" : `${gewaehlt.length} Zeilen ausgewählt`;
}

document.addEventListener("change", (ereignis) => {
  const rahmen = ereignis.target.closest("[data-auswahl]");
  if (!rahmen || ereignis.target.type !== "checkbox") return;
  if (ereignis.target.hasAttribute("data-auswahl-alle")) {
    for (const k of kaestchen(rahmen)) k.checked = ereignis.target.checked;
  }
  zeigen(rahmen);
});

function alleZeigen() {
  for (const rahmen of document.querySelectorAll("[data-auswahl]")) zeigen(rahmen);
}
for (const oben of document.querySelectorAll("[data-auswahl-alle]")) oben.hidden = false;
alleZeigen();
document.addEventListener("htmx:afterSwap", alleZeigen);
