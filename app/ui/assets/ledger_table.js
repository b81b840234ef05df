// Passes on which row of the ledger's table was chosen, also where that was before this had loaded (page.html notes it).
export default function ({ setTriggerValue }) {
  const pass = () => {
    if (window.wenceRow) setTriggerValue("chosen", window.wenceRow);
    window.wenceRow = null;
  };
  window.wenceRowChosen = pass;
  pass();
  return () => { if (window.wenceRowChosen === pass) window.wenceRowChosen = null; };
}
