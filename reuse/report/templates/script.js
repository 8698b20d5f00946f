"use strict";
(() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const behaviour = () => (calm.matches ? "auto" : "smooth");
  const where = document.getElementById("where");
  const keys = document.getElementById("keys");
  let lit = [];
  let current = null;
  let landed = null; // The pair that a link led to, until a passage is visited.

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
    landed = null;
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
      // From far away the window jumps: a glide over other pairs says nothing and takes long.
      const near = box.bottom > 0 && box.top < floor;
      pane.scrollIntoView({ block, behavior: near ? behaviour() : "auto" });
    }
    target.focus({ preventScroll: true });
    const [pair, number] = name.split("-");
    where.textContent = `Pair ${pair}, passage ${number}`;
  };

  const inWindow = (element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < document.documentElement.clientHeight;
  };

  // Whether a passage is one to go on with from here: not above the top edge of the window.
  const isAhead = (stop, edge) => {
    const pair = stop.closest(".pair");
    if (pair.matches("details:not([open])")) return pair.getBoundingClientRect().top >= edge;
    const pane = stop.closest(".text").getBoundingClientRect();
    return pane.bottom > edge && stop.getClientRects()[0].top >= Math.max(edge, pane.top) - 1;
  };

  // The first passage of the pair that a link led to, else the first one in view or below.
  const firstAhead = (stops) => {
    if (landed && inWindow(landed)) {
      const after = Node.DOCUMENT_POSITION_FOLLOWING;
      return stops.findIndex((stop) => landed.compareDocumentPosition(stop) & after);
    }
    const edge = Math.max(0, document.querySelector(".tools").getBoundingClientRect().bottom);
    return stops.findIndex((stop) => isAhead(stop, edge));
  };

  const step = (by) => {
    const stops = [...document.querySelectorAll(".side:first-child a.run[id]")];
    let next;
    if (current && inWindow(current.closest(".pair"))) next = stops.indexOf(current) + by;
    else {
      const ahead = firstAhead(stops);
      const first = ahead < 0 ? stops.length : ahead;
      next = by > 0 ? first : first - 1;
    }
    if (next < 0 || next >= stops.length) return;
    visit(stops[next], stops[next]);
  };

  // After a link the walk goes on from where it led, not from where it was before.
  const land = (target) => {
    current = null;
    landed = target.closest(".pair");
    const details = target.closest("details");
    if (details) details.open = true;
    target.scrollIntoView();
  };

  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target) land(target);
  };

  document.addEventListener("click", (event) => {
    const run = event.target.closest("a.run");
    if (run && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      visit(run, null);
      return;
    }
    // At once, not with the hashchange: it comes later, and not at all for the same link twice.
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (target) land(target);
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
