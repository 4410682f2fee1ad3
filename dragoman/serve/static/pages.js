// What a page does beyond links and forms: facts beside the text light up their characters, and keys walk through them.
"use strict";

(() => {
  const facts = () => [...document.querySelectorAll("[data-keys] .fact")];
  let here = -1;

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
    return first;
  }

  async function detail(key) {
    const place = document.getElementById("detail");
    if (!place) return;
    const answer = await fetch("/fact/" + encodeURIComponent(key) + "?hx-request=1", { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...made.body.childNodes);
    for (const back of place.querySelectorAll("input[name=back]")) back.value = location.pathname + "?fact=" + encodeURIComponent(key);
    if (window.htmx && window.htmx.process) window.htmx.process(place);
  }

  function choose(index) {
    const all = facts();
    if (!all.length) return;
    here = Math.max(0, Math.min(all.length - 1, index));
    for (const fact of all) fact.classList.remove("here");
    const fact = all[here];
    fact.classList.add("here");
    fact.scrollIntoView({ block: "nearest" });
    if (document.querySelector("[data-report]")) {
      light(fact.dataset.fact, true);
      detail(fact.dataset.fact);
    }
  }

  document.addEventListener("click", (event) => {
    const report = document.querySelector("[data-report]");
    if (!report || event.metaKey || event.ctrlKey) return;
    const link = event.target.closest("a[data-at]");
    const piece = event.target.closest("[data-facts]");
    const key = link ? link.dataset.at : piece && !event.target.closest("a:not(.anchor)") ? piece.dataset.facts.split(" ").pop() : null;
    if (!key) return;
    event.preventDefault();
    here = facts().findIndex((fact) => fact.dataset.fact === key);
    light(key, Boolean(link));
    detail(key);
    history.replaceState(null, "", "?fact=" + encodeURIComponent(key));
  });

  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select") || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === "j") choose(here + 1);
    else if (event.key === "k") choose(here - 1);
    else if (event.key === "Enter" && here >= 0) {
      const link = facts()[here].querySelector("a");
      if (link && !document.querySelector("[data-report]")) location.href = link.href;
    } else if (event.key === "a" || event.key === "r") {
      const fact = here >= 0 ? facts()[here] : null;
      const form = (fact && fact.querySelector("form[data-judge]")) || document.querySelector("form[data-judge]");
      const button = form && form.querySelector(event.key === "a" ? "[value=accept]" : "[value=reject]");
      if (button) form.requestSubmit(button);
    }
  });

  const lit = document.querySelector(".text .lit");
  if (lit) {
    lit.scrollIntoView({ block: "center" });
    const key = new URLSearchParams(location.search).get("fact");
    here = facts().findIndex((fact) => fact.dataset.fact === key);
    if (key) detail(key);
  }
})();
