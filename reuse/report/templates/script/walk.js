// Going from passage to passage in the case that is shown: both texts move, both light up.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const behaviour = () => (calm.matches ? "auto" : "smooth");
let lit = [];
let current = null; // The passage visited last, on the left side.

// Passages that begin at one place share a link; the others have an empty mark before it.
const anchorOf = (element) => {
  while (element && !element.matches("a.run")) element = element.nextElementSibling;
  return element;
};

const heightIn = (pane, element) =>
  element.getClientRects()[0].top - pane.getBoundingClientRect().top;

// Brings elements of several panes to one height, as near as all of them can get to the wanted one.
const bring = (elements, height) => {
  const panes = elements.map((element) => {
    const pane = element.closest(".text");
    const most = pane.scrollTop + heightIn(pane, element);
    return { pane, most, least: most - (pane.scrollHeight - pane.clientHeight) };
  });
  const low = Math.max(12, ...panes.map(({ least }) => least));
  const high = Math.min(...panes.map(({ pane, most }) => Math.min(most, pane.clientHeight * 0.6)));
  const wanted = Math.min(Math.max(height, low), high);
  for (const { pane, most } of panes) {
    pane.scrollTo({ top: most - wanted, behavior: behaviour() });
  }
};

const light = (name) => {
  for (const run of lit) run.classList.remove("on");
  lit = [...document.querySelectorAll(`.text a.run[data-p~="${name}"], .strip [data-p="${name}"]`)];
  for (const run of lit) run.classList.add("on");
};

// Brings the pane itself into the window.
const showPane = (pane) => {
  const box = pane.getBoundingClientRect();
  const edge = byId("bar").getBoundingClientRect().bottom;
  const floor = document.documentElement.clientHeight;
  if (box.top >= edge && box.bottom <= floor) return;
  const block = box.height > (floor - edge) * 0.7 ? "start" : "nearest";
  const near = box.bottom > 0 && box.top < floor;
  pane.scrollIntoView({ block, behavior: near ? behaviour() : "auto" });
};

// Marks a passage on both sides, aligns the two and puts the focus on `focused`, or the partner.
const visit = (from, focused) => {
  const partner = anchorOf(byId(from.hash.slice(1)));
  if (!partner) return;
  const name = from.hash.slice(2).replace(/-[ab]$/, "");
  light(name);
  current = from.closest(".side").nextElementSibling ? from : partner;
  const target = focused || partner;
  bring([from, partner], heightIn(from.closest(".text"), from));
  showPane(target.closest(".text"));
  target.focus({ preventScroll: true });
  const total = target.closest(".pair").querySelectorAll(".passage").length;
  const item = byId("m" + name);
  const label = item.querySelector("strong").textContent;
  byId("where").textContent = `Passage ${name.split("-")[1]} of ${total}: ${label}`;
  byId("why").setAttribute("href", "#m" + name);
  byId("why").hidden = false;
};

// Leads to words that a cue, a conflict or the list of passages names.
const lead = (target) => {
  if (target.matches(".passage")) {
    for (const old of document.querySelectorAll(".found")) old.classList.remove("found");
    target.classList.add("found");
    return target.scrollIntoView({ block: "nearest", behavior: behaviour() });
  }
  const run = /^p\d/.test(target.id) ? anchorOf(target) : null;
  if (run) return visit(run, run);
  const words = target.matches(".word") ? target : target.nextElementSibling || target.parentElement;
  const pane = target.closest(".text");
  for (const old of document.querySelectorAll(".found")) old.classList.remove("found");
  words.classList.add("found");
  if (!pane) return target.scrollIntoView({ block: "center" });
  bring([words], pane.clientHeight / 3);
  showPane(pane);
  pane.focus({ preventScroll: true });
};

const stopsOf = () =>
  [...document.querySelectorAll("#case .side:first-child a.run[id]")].filter(
    (run) => getComputedStyle(run).pointerEvents !== "none",
  );

const step = (by) => {
  const stops = stopsOf();
  const at = current && current.isConnected ? stops.indexOf(current) : -1;
  const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by;
  if (stops[next]) visit(stops[next], stops[next]);
};

// The legend switches each look on and off.
const makeFilters = (pair) => {
  const element = byId("case-body");
  const boxes = (looks, group) => looks.map((look) => {
    const box = make("input", { type: "checkbox", checked: true, "data-look": look });
    box.addEventListener("change", () => element.classList.toggle("off-" + look, !box.checked));
    const shown = group === "run" ? make("span", { class: "run " + look }, book.looks[look])
      : group === "word" ? make("b", { class: "word " + look }, book.marks[look])
      : make("mark", {}, "words behind a cue");
    return make("li", {}, make("label", {}, box, " ", shown));
  });
  const legend = element.querySelector(".legend");
  legend.replaceChildren(...boxes(pair.styles, "run"), ...boxes(pair.marks, "word"),
    ...boxes(pair.shows ? ["cue"] : [], "cue"));
  legend.setAttribute("aria-label", "Legend: what is marked in the texts");
};
