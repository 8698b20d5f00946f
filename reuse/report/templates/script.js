"use strict";
(() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const behaviour = () => (calm.matches ? "auto" : "smooth");
  const where = document.getElementById("where");
  const keys = document.getElementById("keys");
  let lit = [];
  let current = null;

  document.querySelector(".tools").hidden = false;

  const open = (element) => {
    const details = element.closest("details");
    if (details) details.open = true;
  };

  const partnerOf = (passage) => document.getElementById(passage.hash.slice(1));

  // Passages that begin at one place share a link; the others have an empty mark before it.
  const anchorOf = (element) => {
    while (element && !element.matches("a.run")) element = element.nextElementSibling;
    return element;
  };

  // Brings a passage to a height in its own pane, and the pane into the window.
  const show = (passage, height) => {
    const pane = passage.closest(".text");
    const room = pane.clientHeight;
    const wanted = Math.max(12, Math.min(height, room * 0.6));
    const top = passage.getClientRects()[0].top - pane.getBoundingClientRect().top;
    pane.scrollTo({ top: pane.scrollTop + top - wanted, behavior: behaviour() });
  };

  const light = (name) => {
    for (const run of lit) run.classList.remove("on");
    lit = [...document.querySelectorAll(`a.run[data-p~="${name}"]`)];
    for (const run of lit) run.classList.add("on");
  };

  // Marks a passage on both sides, aligns the two and puts the focus on `focused`.
  const visit = (from, focused) => {
    const partner = anchorOf(partnerOf(from));
    if (!partner) return;
    const name = from.hash.slice(2).replace(/-[ab]$/, "");
    open(from);
    light(name);
    current = from.closest(".side").nextElementSibling ? from : partner;
    const height = from.getClientRects()[0].top - from.closest(".text").getBoundingClientRect().top;
    const target = focused === from ? from : partner;
    show(partner, height);
    if (focused === from) show(from, height);
    const pane = target.closest(".text");
    const box = pane.getBoundingClientRect();
    const floor = document.documentElement.clientHeight;
    if (box.top < 0 || box.bottom > floor) {
      const block = box.height > floor * 0.7 ? "start" : "nearest";
      pane.scrollIntoView({ block, behavior: behaviour() });
    }
    target.focus({ preventScroll: true });
    const [pair, number] = name.split("-");
    where.textContent = `Pair ${pair}, passage ${number}`;
  };

  const step = (by) => {
    const stops = [...document.querySelectorAll(".side:first-child a.run[id]")];
    if (!stops.length) return;
    const at = stops.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by;
    if (next < 0 || next >= stops.length) return;
    visit(stops[next], stops[next]);
  };

  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    const details = target.closest("details");
    if (details && !details.open) {
      details.open = true;
      target.scrollIntoView();
    }
  };

  document.addEventListener("click", (event) => {
    const run = event.target.closest("a.run");
    if (run && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      visit(run, null);
      return;
    }
    const action = event.target.dataset && event.target.dataset.do;
    if (action === "next") step(1);
    if (action === "previous") step(-1);
    if (action === "open" || action === "close") {
      for (const pair of document.querySelectorAll("details.pair")) pair.open = action === "open";
    }
  });

  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    if (event.key === "n" || event.key === "j") step(1);
    else if (event.key === "p" || event.key === "k") step(-1);
    else return;
    event.preventDefault();
  });

  addEventListener("hashchange", openTarget);
  openTarget();
})();
