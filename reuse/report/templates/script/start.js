// Everything is set going here, once the page has been read.
const KEYS = {
  case: {
    n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1),
    "]": () => stepCase(1), "[": () => stepCase(-1),
    Escape: () => !book.single && (location.hash = "cases"),
  },
  cases: { n: () => stepRow(1), j: () => stepRow(1), p: () => stepRow(-1), k: () => stepRow(-1) },
};

const press = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (typing && event.key !== "Escape") return;
  if (event.key !== "Escape" && !byId("keys").checked) return;
  if (event.key === "Escape" && typing) return event.target.blur();
  if (event.key === "/" && !book.single) {
    if (view !== "cases") location.hash = "cases";
    setTimeout(() => byId("q").focus());
    return event.preventDefault();
  }
  const act = (KEYS[view] || {})[event.key];
  if (!act) return;
  act();
  event.preventDefault();
};

const click = (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest('a[href^="#"]');
  const strip = event.target.closest(".strip [data-p]");
  if (strip) {
    const letter = strip.closest(".side").nextElementSibling ? "a" : "b";
    const run = anchorOf(byId(`p${strip.dataset.p}-${letter}`));
    if (run) visit(run, run);
  }
  if (!link) return;
  const inside = link.closest("#case") && byId(link.hash.slice(1));
  if (link.dataset.list) {
    event.preventDefault();
    location.hash = "cases?" + link.dataset.list;
  } else if (link.matches(".text a.run")) {
    event.preventDefault();
    visit(link, null);
  } else if (inside && inside.closest("#case-body")) {
    event.preventDefault();
    lead(inside);
  } else if (link.hash === location.hash) route();
};

const bind = () => {
  const act = {
    earlier: () => stepCase(-1), later: () => stepCase(1),
    previous: () => step(-1), next: () => step(1),
    csv: () => saveList("csv"), json: () => saveList("json"),
    "copy-text": () => copy(caseAs(shownCase.pair, "text"), "the case as text"),
    "copy-markdown": () => copy(caseAs(shownCase.pair, "markdown"), "the case as Markdown"),
    "copy-link": () => copy(location.href, "the address of this case"),
    print: () => print(),
  };
  for (const [id, go] of Object.entries(act)) if (byId(id)) byId(id).addEventListener("click", go);
  byId("theme").addEventListener("change", () => setTheme(byId("theme").value));
  byId("blind").addEventListener("change", () => setBlind(byId("blind").checked));
  for (const id of ["rel", "credit", "outlet", "order", "all"]) {
    if (byId(id)) byId(id).addEventListener("change", choose);
  }
  if (byId("q")) byId("q").addEventListener("input", choose);
  document.addEventListener("click", click);
  document.addEventListener("keydown", press);
  addEventListener("hashchange", route);
  addEventListener("scroll", () => view === "cases" && drawRows(), { passive: true });
  addEventListener("resize", fitRows);
  addEventListener("beforeprint", () => view === "cases" && drawRows(PRINTED));
  addEventListener("afterprint", () => view === "cases" && drawRows());
};

const start = async () => {
  setTheme(kept.get("theme") || "auto");
  book = await unpack("book");
  book.cases.forEach((row, at) => list.at.set(row.key, at));
  list.rows = book.cases.filter((row) => row.reuse);
  blind.title = document.title;
  readNames();
  for (const name of book.choices) addOutlet(name, name);
  byId("detail")?.remove();
  document.documentElement.classList.add("scripted");
  for (const element of document.querySelectorAll("[data-scripted]")) element.hidden = false;
  bind();
  if (book.single) byId("static").remove();
  await route();
  document.documentElement.dataset.ready = "yes";
};

if (typeof DecompressionStream === "function") start();
