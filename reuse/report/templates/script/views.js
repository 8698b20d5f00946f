// Which part of the page is shown: the address says so, and every link leads to an address.
const views = [...document.querySelectorAll("main > section[data-view]")];
const walkTools = document.querySelector("#case .walk");
const shownCase = { at: -1, pair: null };
const places = new Map();
let view = null;

const open = (name) => {
  if (view && view !== name) places.set(view, scrollY);
  const changed = view !== name;
  view = name;
  for (const section of views) section.hidden = section.dataset.view !== name;
  for (const link of document.querySelectorAll("#bar nav a")) {
    const here = link.hash === "#" + name || (name === "case" && link.hash === "#cases");
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  return changed;
};

const showList = (query) => {
  const back = open("cases") && !query;
  if (query !== undefined || !list.ready) {
    restore(query || "");
    choose();
  } else rewrite(asked());
  if (back) scrollTo(0, places.get("cases") || 0);
  drawRows();
};

const showCase = async (at, passage) => {
  const row = book.cases[at];
  const pair = await caseAt(at);
  shownCase.at = at;
  shownCase.pair = pair;
  current = null;
  lit = [];
  byId("case-body").className = "pair";
  byId("case-body").replaceChildren(...make("div", {}, pairOf(pair)).childNodes);
  byId("case-verdict").replaceChildren(...make("div", {}, named(pair.verdict, pair.names)).childNodes);
  byId("case-name").textContent = book.single ? "Verdict" : `Case ${row.n}`;
  walkTools.querySelector("#where").textContent = "";
  walkTools.querySelector("#why").hidden = true;
  makeFilters(pair);
  byId("case-body").querySelector(".legend").before(walkTools);
  open("case");
  scrollTo(0, 0);
  mask(byId("case"));
  if (!book.single) {
    document.title = masked(plainNames(pair.verdict, pair.names));
    const place = list.rows.findIndex((other) => other.n === row.n);
    byId("earlier").disabled = place <= 0;
    byId("later").disabled = place < 0 || place >= list.rows.length - 1;
    byId("case-place").textContent =
      place < 0 ? "" : `${(place + 1).toLocaleString("en")} of ${list.rows.length.toLocaleString("en")} in the list`;
  }
  const target = passage && byId(`p${pair.n}-${passage}-a`);
  if (target) lead(target);
  else byId("case-verdict").focus({ preventScroll: true });
};

const stepCase = (by) => {
  const place = list.rows.findIndex((row) => row.n === book.cases[shownCase.at].n);
  const next = list.rows[place + by];
  if (next) location.hash = "case-" + next.key;
};

const route = () => {
  const asked = location.hash.slice(1);
  const found = asked.match(/^case-([0-9a-f]+(?:-\d+)?)(?:\/(\d+))?$/);
  const at = found ? list.at.get(found[1]) : undefined;
  if (at !== undefined) {
    const { page } = book.cases[at];
    return page ? location.assign(page + "#" + asked) : showCase(at, found[2]);
  }
  if (book.single) return showCase(0);
  if (found) say("This page holds no such case.");
  const [name, query] = asked.split(/\?(.*)/s);
  if (name === "cases") return showList(query);
  const element = name && byId(name);
  const section = element && element.closest("main > section[data-view]");
  if (section && section.dataset.view !== "case") {
    open(section.dataset.view);
    const details = element.closest("details");
    if (details) details.open = true;
    if (element === section) scrollTo(0, places.get(name) || 0);
    else element.scrollIntoView();
    return undefined;
  }
  if (!byId("overview")) return showList();
  open("overview");
  return scrollTo(0, places.get("overview") || 0);
};
