// A button that copies `data.text`; where `data.address` is set the text is an address of ours and is copied whole.
const copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Over plain http, as in an office's own network, browsers have the old way only.
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copying is not allowed");
};

export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const told = parentElement.querySelector("output");
  button.textContent = data.words;
  told.textContent = "";
  button.onclick = async () => {
    const text = data.address ? new URL(data.text, document.baseURI).href : data.text;
    try {
      await copy(text);
      told.textContent = "已复制";
    } catch {
      told.textContent = text; // to be selected and copied by hand
    }
  };
}
