// Live sums of the Finanzierungsplan in whole cents (BigInt, never floats); the server adds up again on save.
// <div data-finanzierungsplan> <input data-seite="ausgabe|deckung"> <output data-summe="ausgabe|deckung"> <p data-differenz>
const ANSAGE_MS = 600;

// The same forms as antraege.kern.geld.lies_betrag: groups by point or blank with a comma, or a decimal point.
const KOMMA = /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(?:,\d{1,2})?$/;
const PUNKT = /^\d+\.\d{1,2}$/;

/** Cents of "1.234,56", "1234.56", "1 234,5 €" or "" (0n); null when unreadable or negative. */
export function lies(text) {
  const roh = text.replace(/\s/g, " ").trim().replace(/ *(?:€|EUR)$/i, "");
  if (roh === "") return 0n;
  if (!KOMMA.test(roh) && !PUNKT.test(roh)) return null;
  const [euro, cent = ""] = KOMMA.test(roh) ? roh.split(",") : roh.split(".");
  return BigInt(euro.replace(/[. ]/g, "")) * 100n + BigInt(cent.padEnd(2, "0"));
}

/** "1.234,56 €" of cents. */
export function zeige(cent) {
  const betrag = cent < 0n ? -cent : cent;
  const euro = (betrag / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ".");
  const rest = (betrag % 100n).toString().padStart(2, "0");
  return `${cent < 0n ? "−" : ""}${euro},${rest}\u00a0€`;
}

function summe(rahmen, seite) {
  let gesamt = 0n;
  for (const feld of rahmen.querySelectorAll(`input[data-seite="${seite}"]`)) {
    const zeile = feld.closest("tr");
    if (zeile?.querySelector('input[name$="-DELETE"]')?.checked) continue;
    const cent = lies(feld.value);
    if (cent === null) return null;
    gesamt += cent;
  }
  return gesamt;
}

function urteil(ausgabe, deckung) {
  if (ausgabe === null || deckung === null) return ["unlesbar", "Mindestens ein Betrag ist nicht lesbar. Schreiben Sie zum Beispiel 1.234,56."];
  if (ausgabe === deckung) return ["gleich", `Beide Seiten sind gleich: ${zeige(ausgabe)}.`];
  const [mehr, weniger] = ausgabe > deckung ? ["Die Ausgaben sind", "die Deckung"] : ["Die Deckung ist", "die Ausgaben"];
  const unterschied = ausgabe > deckung ? ausgabe - deckung : deckung - ausgabe;
  return ["ungleich", `${mehr} um ${zeige(unterschied)} höher als ${weniger}.`];
}

function rechnen(rahmen) {
  const summen = { ausgabe: summe(rahmen, "ausgabe"), deckung: summe(rahmen, "deckung") };
  for (const ziel of rahmen.querySelectorAll("[data-summe]")) {
    const cent = summen[ziel.dataset.summe];
    ziel.textContent = cent === null ? "nicht lesbar" : zeige(cent);
  }
  const [stand, text] = urteil(summen.ausgabe, summen.deckung);
  const differenz = rahmen.querySelector("[data-differenz]");
  if (!differenz) return;
  differenz.dataset.stand = stand;
  if (differenz.textContent !== text) differenz.textContent = text;
}

const uhren = new WeakMap();
function spaeter(ereignis) {
  const rahmen = ereignis.target.closest?.("[data-finanzierungsplan]");
  if (!rahmen) return;
  clearTimeout(uhren.get(rahmen));
  uhren.set(rahmen, setTimeout(() => rechnen(rahmen), ANSAGE_MS));
}

function alleRechnen() {
  for (const rahmen of document.querySelectorAll("[data-finanzierungsplan]")) {
    rahmen.querySelector("[data-differenz]")?.setAttribute("aria-live", "polite");
    rechnen(rahmen);
  }
}

document.addEventListener("input", spaeter);
document.addEventListener("change", spaeter);
document.addEventListener("htmx:afterSwap", alleRechnen);
alleRechnen();
