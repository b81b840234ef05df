// Finds words in the document on the page: white space and the widths and cases of letters make no difference.
// What is found is painted by the browser (CSS highlights); the page's elements stay as they are.
const MOST = 500;

const fold = (character) => {
  const plain = character.normalize("NFKC").toLowerCase();
  return plain.length === 1 ? plain : character;
};

const read = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const places = [];
  let words = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(".wc-page")) continue;
    for (let at = 0; at < node.data.length; at++) {
      if (/\s/.test(node.data[at])) continue;
      words += fold(node.data[at]);
      places.push([node, at]);
    }
  }
  return { words, places };
};

const find = (root, wanted) => {
  const looked = [...wanted].filter((c) => !/\s/.test(c)).map(fold).join("");
  const ranges = [];
  if (!looked) return ranges;
  const { words, places } = read(root);
  for (let at = words.indexOf(looked); at >= 0 && ranges.length < MOST; at = words.indexOf(looked, at + looked.length)) {
    const range = document.createRange();
    range.setStart(...places[at]);
    const [node, last] = places[at + looked.length - 1];
    range.setEnd(node, last + 1);
    ranges.push(range);
  }
  return ranges;
};

const paint = (ranges, here) => {
  if (!window.Highlight) {
    if (ranges[here]) getSelection().setBaseAndExtent(ranges[here].startContainer, ranges[here].startOffset, ranges[here].endContainer, ranges[here].endOffset);
    return;
  }
  CSS.highlights.set("wc-found", new Highlight(...ranges.filter((_, at) => at !== here)));
  CSS.highlights.set("wc-found-here", new Highlight(...(ranges[here] ? [ranges[here]] : [])));
};

export default function ({ parentElement }) {
  const [input, output] = [parentElement.querySelector("input"), parentElement.querySelector("output")];
  let [ranges, here] = [[], 0];
  const show = () => {
    paint(ranges, here);
    const more = ranges.length === MOST ? "（只找前 500 处）" : "";
    output.textContent = !input.value.trim() ? "" : ranges.length ? `${here + 1} / ${ranges.length}${more}` : "没有找到";
    ranges[here]?.startContainer.parentElement.scrollIntoView({ block: "center" });
  };
  const look = () => {
    const root = document.querySelector(".wc-document");
    [ranges, here] = [root ? find(root, input.value) : [], 0];
    show();
  };
  const step = (by) => {
    if (!ranges.length || !ranges[0].startContainer.isConnected) return look();
    here = (here + by + ranges.length) % ranges.length;
    show();
  };
  input.oninput = () => { clearTimeout(input.wenceWait); input.wenceWait = setTimeout(look, 150); };
  input.onkeydown = (event) => {
    if (event.key === "Enter" && !event.isComposing) step(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") { input.value = ""; look(); }
  };
  const [back, on] = parentElement.querySelectorAll("button");
  back.onclick = () => step(-1);
  on.onclick = () => step(1);
  return () => { if (window.Highlight) CSS.highlights.clear(); };
}
