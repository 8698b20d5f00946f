// Elements, and text from outside made visible. Nothing here reads markup from data.
const byId = (id) => document.getElementById(id);

const visible = (() => {
  const hex = (code) => "\\u{" + code.toString(16) + "}";
  const ranges = JSON.parse(byId("unsafe").textContent);
  const unsafe = new RegExp("[" + ranges.map(([a, b]) => hex(a) + "-" + hex(b)).join("") + "]", "gu");
  const spell = (sign) =>
    "\u27e8U+" + sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "\u27e9";
  return (text) => String(text).replace(unsafe, spell);
})();

const fill = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false || value === "") continue;
    element.setAttribute(name, value === true ? "" : visible(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(visible(child)));
  }
  return element;
};

const make = (tag, attributes, ...children) =>
  fill(document.createElement(tag), attributes, children);

const draw = (tag, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

const button = (label, act, attributes) => {
  const made = make("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
};

const counted = (number, one, many) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many || one + "s"}`;

const say = (words) => {
  byId("said").textContent = "";
  requestAnimationFrame(() => (byId("said").textContent = visible(words)));
};
