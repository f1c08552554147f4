// The browser reckons the hash of the chosen PDF itself; then only the hash is sent, never the file.
const formular = document.querySelector("form[data-echtheit]");
const bereit = formular && globalThis.crypto?.subtle;
if (bereit) formular.querySelector("[data-echtheit-lokal]").hidden = false;

async function pruefsumme(datei) {
  const summe = await crypto.subtle.digest("SHA-256", await datei.arrayBuffer());
  return [...new Uint8Array(summe)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function mangel(datei) {
  if (datei.size > Number(formular.dataset.groesste)) return formular.dataset.zuGross;
  const anfang = await datei.slice(0, 5).text();
  return anfang === "%PDF-" ? "" : formular.dataset.keinPdf;
}

function melde(text) {
  const ort = formular.querySelector("[data-echtheit-meldung]");
  ort.querySelector("p").textContent = text;
  ort.hidden = !text;
  if (text) document.getElementById("ergebnis")?.closest("section").remove(); // it spoke of another file
}

async function sende(feld) {
  const text = await mangel(feld.files[0]);
  melde(text);
  if (text) return false;
  formular.elements.sha256.value = await pruefsumme(feld.files[0]);
  feld.disabled = true; // a disabled field is not sent
  formular.submit();
  return true;
}

if (bereit) {
  formular.addEventListener("submit", async (ereignis) => {
    const feld = formular.elements.datei;
    if (!feld.files.length || feld.disabled) return;
    ereignis.preventDefault();
    await sende(feld);
  });
  // A page that comes back from the browser's history starts anew.
  addEventListener("pageshow", () => {
    formular.elements.sha256.value = "";
    formular.elements.datei.disabled = false;
  });
}
