// Theme and names: choices of the reader, kept by the browser where it lets a file do so.
const kept = {
  get: (name) => {
    try {
      return localStorage.getItem("reusescan-" + name);
    } catch {
      return null;
    }
  },
  set: (name, value) => {
    try {
      localStorage.setItem("reusescan-" + name, value);
    } catch {
      // The choice lasts as long as the page is open.
    }
  },
};

const setTheme = (theme) => {
  document.documentElement.dataset.theme = theme;
  byId("theme").value = theme;
  kept.set("theme", theme);
};

// Names of outlets and authors give way to numbers, for a review that does not know whose is whose.
const blind = { on: false, pattern: null, alias: new Map(), were: new Map() };

const readNames = () => {
  const edge = "A-Za-z0-9\\u00c0-\\u024f";
  book.outlets.forEach((name, at) => blind.alias.set(visible(name), `Outlet ${at + 1}`));
  book.authors.forEach((name, at) => {
    if (!blind.alias.has(visible(name))) blind.alias.set(visible(name), `Author ${at + 1}`);
  });
  const names = [...blind.alias.keys()].filter((name) => name.trim().length > 1);
  names.sort((a, b) => b.length - a.length);
  const whole = (name) => {
    const plain = name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    const [first, last] = [name[0], name.at(-1)].map((sign) => new RegExp(`[${edge}]`).test(sign));
    return (first ? `(?<![${edge}])` : "") + plain + (last ? `(?![${edge}])` : "");
  };
  blind.pattern = names.length ? new RegExp(names.map(whole).join("|"), "gu") : null;
};

const masked = (text) =>
  blind.on && blind.pattern
    ? text.replace(blind.pattern, (name) => blind.alias.get(name))
    : text;

const mask = (root) => {
  if (!blind.on) return;
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.parentElement.closest("script, style")) continue;
    const hidden = masked(node.data);
    if (hidden !== node.data) {
      blind.were.set(node, node.data);
      node.data = hidden;
    }
  }
  for (const element of root.querySelectorAll("[title], [aria-label]")) {
    for (const name of ["title", "aria-label"]) {
      const value = element.getAttribute(name);
      if (!value || masked(value) === value) continue;
      blind.were.set(element.getAttributeNode(name), value);
      element.setAttribute(name, masked(value));
    }
  }
};

const setBlind = (on) => {
  for (const [node, text] of blind.were) {
    if (node instanceof Attr) node.value = text;
    else node.data = text;
  }
  blind.were.clear();
  blind.on = on;
  document.documentElement.classList.toggle("blind", on);
  mask(document.body);
  document.title = masked(blind.title);
};
