// The list of cases: searched, ordered, narrowed. Only the rows in view are in the page.
const PRINTED = 500; // Rows on paper at the most.
const list = { rows: [], at: new Map(), tall: 0, ready: false };

const ORDERS = {
  telling: (a, b) => a.n - b.n,
  share: (a, b) => b.share - a.share,
  words: (a, b) => b.words - a.words,
  probability: (a, b) => b.p - a.p,
  newest: (a, b) => (b.time === null) - (a.time === null) || b.time - a.time,
  oldest: (a, b) => (a.time === null) - (b.time === null) || a.time - b.time,
  family: (a, b) => (a.family || Infinity) - (b.family || Infinity) || a.n - b.n,
  outlet: (a, b) => a.names.join(" ").localeCompare(b.names.join(" ")),
};

const asked = () => ({
  q: byId("q").value.trim(),
  rel: byId("rel").value,
  credit: byId("credit").value,
  outlet: byId("outlet").value,
  order: byId("order").value,
  all: byId("all").checked,
});

const haystack = (row) => {
  row.hay ||= [...row.names, ...row.titles, ...row.ids, ...row.outlets].join("\n").toLowerCase();
  return row.hay;
};

const isAsked = (row, want, words) =>
  (want.all || row.reuse) &&
  (!want.rel || row.rel === want.rel) &&
  (!want.credit || row.credit === want.credit) &&
  (!want.outlet || want.outlet.split("\n").every((name) => row.outlets.includes(name))) &&
  words.every((word) => haystack(row).includes(word));

const choose = () => {
  const want = asked();
  const words = want.q.toLowerCase().split(/\s+/).filter(Boolean);
  list.rows = book.cases.filter((row) => isAsked(row, want, words)).sort(ORDERS[want.order]);
  const all = want.all ? book.cases.length : book.cases.filter((row) => row.reuse).length;
  byId("shown").textContent =
    `${list.rows.length.toLocaleString("en")} of ${counted(all, "case")}` +
    (want.all ? "" : " with reuse");
  for (const name of ["csv", "json"]) byId(name).disabled = list.rows.length === 0;
  byId("none").hidden = list.rows.length > 0;
  list.ready = true;
  byId("unprinted").textContent = list.rows.length > PRINTED
    ? `The first ${PRINTED} of ${counted(list.rows.length, "case")}.` : "";
  layRows();
  rewrite(want);
};

// Rows anew, each of its height.
const layRows = () => {
  byId("rows").replaceChildren();
  byId("rows").style.height = `${list.rows.length * rowHeight()}px`;
  drawRows();
};

// After a change of the window: rows may have become higher.
const fitRows = () => {
  const before = list.tall;
  list.tall = 0;
  if (view !== "cases") return;
  if (rowHeight() === before) drawRows();
  else layRows();
};

// The address names what is asked, so that a list can be sent to somebody.
const rewrite = (want) => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(want)) {
    if (name === "order" ? value !== "telling" : value) query.set(name, value === true ? "1" : value);
  }
  const text = query.toString();
  try {
    history.replaceState(null, "", "#cases" + (text ? "?" + text : ""));
  } catch {
    // Some browsers count such changes and refuse further ones for a while.
  }
};

const addOutlet = (value, label) => {
  const option = make("option", {}, label);
  option.value = value; // As it is: only what is shown is made visible.
  byId("outlet")?.append(option);
};

const restore = (text) => {
  const query = new URLSearchParams(text);
  for (const name of ["q", "rel", "credit", "outlet", "order"]) {
    byId(name).value = query.get(name) || (name === "order" ? "telling" : "");
  }
  const pair = query.get("outlet");
  if (pair && byId("outlet").value !== pair) {
    addOutlet(pair, pair.split("\n").join(" and "));
    byId("outlet").value = pair;
  }
  if (!ORDERS[byId("order").value]) byId("order").value = "telling";
  byId("all").checked = query.get("all") === "1";
};

const rowHeight = () => {
  list.tall ||= parseFloat(getComputedStyle(byId("rows")).getPropertyValue("--row"));
  return list.tall;
};

const rowOf = (row, at) => {
  const share = draw("svg", {
    class: "share", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true",
  }, draw("rect", { class: "track", width: "100", height: "10" }),
    draw("rect", { class: "bar", width: (row.share * 100).toFixed(1), height: "10" }));
  const made = make("li", {
    class: "row", "aria-posinset": at + 1, "aria-setsize": list.rows.length, "data-at": at,
  },
    make("span", { class: "no num" }, row.n),
    make("div", { class: "what" },
      make("a", { href: row.page + "#case-" + row.key }, named(row.finding, row.names)),
      make("span", { class: "titles" }, make("bdi", { lang: row.langs[0] }, row.titles[0]), row.between,
        make("bdi", { lang: row.langs[1] }, row.titles[1]))),
    make("span", { class: "p num" }, row.probability === "-" ? "" : `p ${row.probability}`),
    make("span", { class: "amount num" },
      row.reuse ? counted(row.words, "word") : row.shared || "nothing"),
    make("span", { class: "reused" }, row.reuse && [share, make("span", { class: "percent" }, row.percent)]),
    make("span", { class: "credit " + row.credit }, row.creditWords),
    make("span", { class: "day num" }, row.day));
  made.style.top = `${at * rowHeight()}px`;
  return made;
};

// Draws the rows in view, or the first so many of all.
const drawRows = (first) => {
  const holder = byId("rows");
  if (!holder.offsetParent) return;
  const top = holder.getBoundingClientRect().top;
  const floor = document.documentElement.clientHeight;
  const from = first ? 0 : Math.max(0, Math.floor((-top - 400) / rowHeight()));
  const last = first || Math.ceil((floor - top + 400) / rowHeight());
  const to = Math.min(list.rows.length, last);
  for (const made of [...holder.children]) {
    const at = Number(made.dataset.at);
    if ((at < from || at >= to) && !made.contains(document.activeElement)) made.remove();
  }
  const there = new Set([...holder.children].map((made) => Number(made.dataset.at)));
  const fresh = [];
  for (let at = from; at < to; at += 1) if (!there.has(at)) fresh.push(rowOf(list.rows[at], at));
  if (!fresh.length) return;
  holder.append(...fresh);
  // In the order of the list, for those who go from row to row.
  const rows = [...holder.children].sort((a, b) => a.dataset.at - b.dataset.at);
  rows.forEach((made, place) => {
    if (holder.children[place] !== made) holder.insertBefore(made, holder.children[place]);
  });
  mask(holder);
};

const stepRow = (by) => {
  const here = document.activeElement.closest(".row");
  const top = byId("rows").getBoundingClientRect().top;
  const edge = byId("bar").getBoundingClientRect().bottom;
  const first = Math.max(0, Math.ceil((edge - top) / rowHeight()));
  const next = here ? Number(here.dataset.at) + by : first;
  if (next < 0 || next >= list.rows.length) return;
  const place = top + next * rowHeight();
  const floor = document.documentElement.clientHeight;
  if (place < edge + 8) scrollBy({ top: place - edge - 8 });
  else if (place + rowHeight() > floor) scrollBy({ top: place + rowHeight() - floor + 8 });
  drawRows();
  byId("rows").querySelector(`[data-at="${next}"] a`).focus({ preventScroll: true });
};
