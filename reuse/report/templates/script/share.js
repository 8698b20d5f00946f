// Taking a case or a list out of the page: text, Markdown, CSV, JSON, addresses.
const plainNames = (form, names) => form.replaceAll("{left}", names[0]).replaceAll("{right}", names[1]);

const flat = (text) => text.replace(/\s+/g, " ").trim();

const escaped = (text) => flat(text).replace(/([\\`*_{}[\]<>#|~])/g, "\\$1");

// Both forms of a case, in the words of the page.
const FORMS = {
  text: {
    title: (text) => `${flat(text)}\n`, head: (text) => `\n${text.toUpperCase()}\n`,
    item: (text) => `- ${flat(text)}`, quote: (letter, text) => `  ${letter}: ${flat(text)}`,
  },
  markdown: {
    title: (text) => `## ${escaped(text)}\n`, head: (text) => `\n### ${text}\n`,
    item: (text) => `- ${escaped(text)}`, quote: (letter, text) => `  > ${letter}: ${escaped(text)}\n`,
  },
};

const caseAs = (pair, form) => {
  const { title, head, item, quote } = FORMS[form];
  const out = [title(plainNames(pair.verdict, pair.names))];
  if (pair.credit) out.push(item(plainNames(pair.credit, pair.names)));
  if (pair.summary) out.push(item(pair.summary + "."));
  for (const side of pair.sides) {
    const facts = blind.on ? [] : side.facts.map(([label, value]) => `${label.toLowerCase()} ${value}`);
    if (side.address && !blind.on) facts.push(side.address);
    out.push(item([`${side.letter}: ${side.name}`, side.title, ...facts].filter(Boolean).join("; ")));
  }
  out.push(head("How likely"), ...pair.bars.map(([label, , value]) => item(`${label}: ${value}`)));
  if (pair.passages.length) out.push(head("Passages"));
  for (const [number, , label, left, right, why] of pair.passages) {
    out.push(item(`${number}: ${label}`));
    out.push(quote("A", pair.texts[0].slice(left[0], left[1]) + (left[2] ? "\u2026" : "")));
    out.push(quote("B", pair.texts[1].slice(right[0], right[1]) + (right[2] ? "\u2026" : "")));
    out.push(...why.map((line) => quote("Why", line)));
  }
  if (pair.cues.length) out.push(head("Cues, strongest first"));
  for (const [nats, explanation, , aim, quotes] of pair.cues) {
    out.push(item(`${nats} nats: ${explanation} (speaks for ${aim})`));
    out.push(...quotes.map(([letter, words]) => quote(letter, words)));
  }
  out.push(head("Not claimed"));
  out.push(...pair.claims.map((claim) => item(plainNames(claim, pair.names))));
  return visible(masked(out.join("\n"))).replace(/\n{3,}/g, "\n\n") + "\n";
};

const copy = async (text, what) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { "aria-label": what });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) return say("The browser does not let the page copy.");
  }
  say(`Copied: ${what}.`);
};

const save = (text, name, type) => {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", {});
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  say(`Saved: ${name}.`);
};

const recordOf = (row) => ({
  number: row.n, key: row.key, relation: row.relation, probability: row.p < 0 ? null : row.p,
  credit: row.credit || null, reused_words: row.words, share: row.share, passages: row.passages,
  left_outlet: row.outlets[0] && masked(row.outlets[0]), left_id: blind.on ? null : row.ids[0],
  left_title: row.heads[0] && masked(row.heads[0]), left_published: row.dates[0],
  right_outlet: row.outlets[1] && masked(row.outlets[1]), right_id: blind.on ? null : row.ids[1],
  right_title: row.heads[1] && masked(row.heads[1]), right_published: row.dates[1],
});

// A spreadsheet runs what begins like a formula; a sign before it makes it text.
const cell = (value) => {
  const text = visible(value === null || value === undefined ? "" : String(value));
  const safe = typeof value !== "number" && /^\s*[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return `"${safe.replaceAll('"', '""')}"`;
};

const saveList = (form) => {
  const records = list.rows.map(recordOf);
  if (form === "json") return save(JSON.stringify(records, null, 1) + "\n", "cases.json", "application/json");
  const names = Object.keys(recordOf(list.rows[0]));
  const lines = [names, ...records.map((record) => names.map((name) => record[name]))];
  save("\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n", "cases.csv", "text/csv");
};
