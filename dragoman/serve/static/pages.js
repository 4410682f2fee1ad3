// What a page does beyond links and forms: facts beside the text light up their characters, and keys walk through them.
"use strict";

(() => {
  const facts = () => [...document.querySelectorAll("[data-keys] > .fact")];
  const report = () => document.querySelector("[data-report]");
  let here = -1;
  let asked = 0;

  function light(key, scroll) {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    let first = null;
    for (const piece of document.querySelectorAll("[data-facts]")) {
      if (piece.dataset.facts.split(" ").includes(key)) {
        piece.classList.add("lit");
        first = first || piece;
      }
    }
    const entry = document.getElementById("in-" + key);
    if (entry) entry.classList.add("lit");
    if (first && scroll) first.scrollIntoView({ block: "center" });
  }

  // the fact opens beside the text; of answers that come late only the last one counts
  async function detail(key) {
    const place = document.getElementById("detail");
    if (!place) return;
    const number = ++asked;
    const answer = await fetch("/fact/" + encodeURIComponent(key) + "?hx-request=1", { headers: { Accept: "text/html" } });
    if (!answer.ok || number !== asked) return;
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...made.body.childNodes);
    for (const back of place.querySelectorAll("input[name=back]")) back.value = location.pathname + "?fact=" + encodeURIComponent(key);
    const close = document.createElement("button");
    close.className = "close";
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", place.dataset.close);
    close.addEventListener("click", shut);
    place.prepend(close);
    place.dataset.shown = key;
    place.parentElement.scrollTop = 0;
  }

  function shut() {
    const place = document.getElementById("detail");
    if (place) place.replaceChildren();
  }

  function open(key, scroll) {
    light(key, scroll);
    detail(key);
    history.replaceState(null, "", "?fact=" + encodeURIComponent(key));
  }

  function choose(index) {
    const all = facts();
    if (!all.length) return;
    here = Math.max(0, Math.min(all.length - 1, index));
    for (const fact of all) fact.classList.remove("here");
    const fact = all[here];
    fact.classList.add("here");
    fact.scrollIntoView({ block: "nearest" });
    if (report()) open(fact.dataset.fact, true);
  }

  document.addEventListener("click", (event) => {
    if (!report() || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest("a[data-at]");
    const piece = event.target.closest("[data-facts]");
    const key = link ? link.dataset.at : piece && !event.target.closest("a") ? piece.dataset.facts.split(" ").pop() : null;
    if (!key) return;
    event.preventDefault();
    here = facts().findIndex((fact) => fact.dataset.fact === key);
    open(key, Boolean(link));
  });

  // by the place of the key, so that it works under a Russian layout too
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, button") || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.code === "Escape") shut();
    else if (event.code === "KeyJ") choose(here + 1);
    else if (event.code === "KeyK") choose(here - 1);
    else if (event.code === "Enter" && here >= 0 && !report()) {
      const link = facts()[here].querySelector("a");
      if (link && document.activeElement === document.body) location.href = link.href;
    } else if (event.code === "KeyA" || event.code === "KeyR") judge(event.code === "KeyA" ? "accept" : "reject");
  });

  // the fact that was chosen, the one that is open, or the one that the page is about; never one at random
  function judge(verdict) {
    const fact = here >= 0 ? facts()[here] : null;
    const form =
      (fact && fact.querySelector("form[data-judge]")) ||
      document.querySelector("#detail form[data-judge]") ||
      document.querySelector("main > [data-fact-page] form[data-judge]");
    const button = form && form.querySelector("[value=" + verdict + "]");
    if (button) form.requestSubmit(button);
  }

  const key = new URLSearchParams(location.search).get("fact");
  if (report() && key) {
    const lit = document.querySelector(".text .lit");
    if (lit) lit.scrollIntoView({ block: "center" });
    here = facts().findIndex((fact) => fact.dataset.fact === key);
    const entry = document.getElementById("in-" + key);
    if (entry) detail(key);
  }
})();
