// `data` is HTML that our own code made; every word of a document in it is escaped (app/ui/rendering.py).
export default function ({ parentElement, data, setTriggerValue }) {
  const place = parentElement.querySelector(".wc-rows");
  if (place.wenceShown !== data) {
    place.innerHTML = data;
    place.wenceShown = data;
  }
  place.onclick = (event) => {
    const row = event.target.closest("tr[data-row]");
    if (!row || String(window.getSelection())) return;
    place.querySelectorAll(".wc-chosen").forEach((other) => other.classList.remove("wc-chosen"));
    row.classList.add("wc-chosen");
    setTriggerValue("chosen", row.dataset.row);
  };
}
