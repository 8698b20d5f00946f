// What the page holds, unpacked when it is asked for.
const unpacked = new Map();

const unpack = (name) => {
  if (!unpacked.has(name)) {
    const packed = atob(byId("data-" + name).textContent);
    const bytes = Uint8Array.from(packed, (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    unpacked.set(name, new Response(stream).json());
  }
  return unpacked.get(name);
};

let book = null; // What is known of all cases: rows, legends, where the texts are.

const textOf = async (number) => {
  let block = book.texts.length - 1;
  while (book.texts[block] > number) block -= 1;
  return (await unpack("texts-" + block))[number - book.texts[block]];
};

// A case with its two texts; `at` is its place among all cases of the page.
const caseAt = async (at) => {
  const cases = await unpack("cases-" + Math.floor(at / book.block));
  const found = cases[at % book.block];
  const texts = await Promise.all(found.sides.map((side) => textOf(side.doc)));
  return { ...found, texts };
};
