// Moves the focus to the error summary and stops a second click from sending the same form again.
const SPERRE_MS = 3000;

document.getElementById("fehlerliste")?.focus();

function sperren(formular, gesperrt) {
  formular.toggleAttribute("data-gesendet", gesperrt);
  for (const knopf of document.querySelectorAll("button[type=submit], button:not([type])")) {
    if (knopf.form !== formular) continue;
    if (gesperrt) knopf.setAttribute("aria-disabled", "true");
    else knopf.removeAttribute("aria-disabled");
  }
}

document.addEventListener("submit", (ereignis) => {
  const formular = ereignis.target;
  if (formular.method !== "post") return;
  if (formular.hasAttribute("data-gesendet")) {
    ereignis.preventDefault();
    ereignis.stopImmediatePropagation();
    return;
  }
  sperren(formular, true);
  setTimeout(() => sperren(formular, false), SPERRE_MS);
}, true);

// A page that comes back from the browser's history must be usable at once.
addEventListener("pageshow", () => {
  for (const formular of document.querySelectorAll("form[data-gesendet]")) sperren(formular, false);
});
