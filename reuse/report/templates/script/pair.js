// A pair of documents, drawn as the template pair.html.jinja draws it.
const named = (form, names) =>
  form.split(/(\{left\}|\{right\})/).map((part) => {
    if (part !== "{left}" && part !== "{right}") return part;
    return make("bdi", {}, names[part === "{left}" ? 0 : 1]);
  });

const quoteLink = ([letter, text, target]) =>
  make("a", { class: "quote", href: "#" + target },
    make("span", { class: "letter" }, letter), " ", make("q", {}, make("bdi", {}, text)));

const legendOf = (pair) =>
  make("ul", { class: "legend", "aria-label": "Legend" },
    pair.styles.map((s) => make("li", {}, make("span", { class: "run " + s }, book.looks[s]))),
    pair.marks.map((s) => make("li", {}, make("b", { class: "word " + s }, book.marks[s]))),
    pair.shows && make("li", {}, make("mark", {}, "words behind a cue")));

const pieceOf = ([start, end, marks, shows, anchors], text) => {
  let inner = text.slice(start, end);
  for (const [style, title, sign, anchor] of (marks || []).slice().reverse()) {
    inner = make("b", { class: "word " + style, id: anchor, "data-sign": sign, title }, inner);
  }
  if (shows) inner = make("mark", {}, inner);
  return [(anchors || []).map((id) => make("span", { id })), inner];
};

const runOf = ([passages, opens, style, title, pieces], text, pair, here, there) => {
  const inner = pieces.map((piece) => pieceOf(piece, text));
  if (!passages.length) return inner;
  const first = (opens.length ? opens : passages)[0];
  const own = opens.length
    ? { id: `p${pair}-${first}-${here}`, "data-n": opens.join(" ") }
    : { tabindex: "-1" };
  return [
    opens.slice(1).map((n) => make("span", { id: `p${pair}-${n}-${here}` })),
    make("a", {
      class: "run " + style,
      ...own,
      "data-p": passages.map((n) => `${pair}-${n} `).join(""),
      href: `#p${pair}-${first}-${there}`,
      title,
    }, inner),
  ];
};

const paragraphOf = (paragraph, text, pair, here, there) => {
  if (typeof paragraph === "number") {
    const size = counted(paragraph, "character");
    return make("p", { class: "omitted", lang: "en" }, `${size} without a passage left out here`);
  }
  return make("p", { dir: "auto" }, paragraph.map((run) => runOf(run, text, pair, here, there)));
};

const addressOf = (side) => {
  const shown = make("bdi", {}, side.address);
  if (!side.link) return shown;
  return make("a", { href: side.link, rel: "noopener noreferrer nofollow" }, shown);
};

const factOf = (label, value) => make("div", {}, make("dt", {}, label), make("dd", {}, value));

const headOf = (side, pair) =>
  make("header", {},
    make("h4", {}, make("span", { class: "letter" }, side.letter), " ", make("bdi", {}, side.name)),
    side.title && make("p", { class: "headline", dir: "auto", lang: side.lang }, side.title),
    make("dl", { class: "facts" },
      side.facts.map(([label, value]) => factOf(label, make("bdi", {}, value))),
      side.address && factOf("Address", addressOf(side))),
    draw("svg", {
      class: "strip", viewBox: "0 0 1000 10", preserveAspectRatio: "none", role: "img",
      "aria-label": "Where the passages sit in document " + side.letter,
    }, side.strip.map(([start, width, style, passage]) => draw("rect", {
      class: style, "data-p": `${pair}-${passage}`, x: start.toFixed(1), y: "0",
      width: width.toFixed(1), height: "10",
    }))));

const sideOf = (side, text, pair, here, there) => {
  const paragraphs = side.paragraphs.map((p) => paragraphOf(p, text, pair, here, there));
  const none = make("p", { class: "omitted", lang: "en" }, "This document has no text here.");
  return make("section", { class: "side", "aria-label": `Document ${side.letter} of case ${pair}` },
    headOf(side, pair),
    make("div", {
      class: "text", tabindex: "0", role: "region",
      "aria-label": `Text ${side.letter} of case ${pair}`, lang: side.lang,
    }, paragraphs.length ? paragraphs : none));
};

const findingOf = (pair) =>
  make("div", { class: "finding" },
    pair.credit
      ? make("p", {}, named(pair.credit, pair.names),
          pair.creditQuote && [" ", quoteLink(pair.creditQuote)])
      : pair.creditQuote && make("p", {}, "A credit line: ", quoteLink(pair.creditQuote)),
    pair.summary && make("p", { class: "quiet" }, pair.summary + "."),
    pair.samePage && make("p", { class: "note" },
      "Both records are one page: one address, or one text under one outlet."),
    pair.notes.map((note) => make("p", { class: "note" }, note)));

const barOf = ([label, width, value, chosen]) =>
  make("tr", { class: chosen && "chosen" },
    make("th", { scope: "row" }, label),
    make("td", {}, draw("svg", {
      viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true",
    }, draw("rect", { class: "track", width: "100", height: "10" }),
      draw("rect", { class: "bar", width, height: "10" }))),
    make("td", { class: "num" }, value));

const cueOf = ([nats, explanation, name, aim, quotes]) =>
  make("li", {},
    make("span", { class: "nats", title: "Weight of the evidence in nats" },
      nats, make("span", { class: "unit" }, " nats")),
    make("div", {},
      make("p", {}, explanation, " ",
        make("span", { class: "aim" }, `${name}, speaks for ${aim}`)),
      quotes.map(quoteLink)));

const evidenceOf = (pair) =>
  make("div", { class: "evidence" },
    make("div", { class: "judgement" },
      make("section", {},
        make("h4", {}, "How likely"),
        make("table", { class: "bars" }, make("tbody", {}, pair.bars.map(barOf)))),
      make("section", { class: "claims" },
        make("h4", {}, "Not claimed"),
        make("ul", {}, pair.claims.map((claim) => make("li", {}, named(claim, pair.names)))))),
    make("section", {},
      make("h4", {}, "Why: the cues, strongest first"),
      pair.cues.length
        ? make("ol", { class: "cues" }, pair.cues.map(cueOf))
        : make("p", { class: "quiet" }, "No cue either way.")));

const conflictsOf = (pair) =>
  pair.conflicts.length > 0 &&
  make("section", { class: "conflicts" },
    make("h4", {}, "Facts that the reused passages tell differently"),
    make("ul", {}, pair.conflicts.map(([passage, kind, at, left, there, right]) =>
      make("li", {}, `Passage ${passage}, ${kind}: `, quoteLink(["A", left, at]),
        " against ", quoteLink(["B", right, there])))));

const excerptOf = (letter, side, text, [start, end, cut]) =>
  make("blockquote", { dir: "auto", lang: side.lang },
    make("span", { class: "letter" }, letter), " ", text.slice(start, end), cut && "\u2026");

const passageOf = (pair, [number, style, label, left, right, why]) =>
  make("li", { class: "passage of-" + style, id: `m${pair.n}-${number}` },
    make("p", { class: "passage-head" },
      make("a", { class: "run " + style, href: `#p${pair.n}-${number}-a` }, number), " ",
      make("strong", {}, label)),
    make("div", { class: "two" },
      excerptOf("A", pair.sides[0], pair.texts[0], left),
      excerptOf("B", pair.sides[1], pair.texts[1], right)),
    make("ul", { class: "why", "aria-label": "Why this match" },
      why.map((line) => make("li", {}, line))));

const passagesOf = (pair) =>
  pair.passages.length > 0 &&
  make("section", { class: "passages" },
    make("h4", {}, "Passage by passage: why each one matched"),
    make("ol", {}, pair.passages.map((passage) => passageOf(pair, passage))));

const pairOf = (pair) => [
  findingOf(pair),
  evidenceOf(pair),
  conflictsOf(pair),
  legendOf(pair),
  make("div", { class: "texts" },
    sideOf(pair.sides[0], pair.texts[0], pair.n, "a", "b"),
    sideOf(pair.sides[1], pair.texts[1], pair.n, "b", "a")),
  passagesOf(pair),
];
