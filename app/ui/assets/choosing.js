// Passes on what was chosen in our own HTML (page.html notes it), also where that was before this had loaded.
export default function ({ data: kind, setTriggerValue }) {
  const pass = () => {
    const chosen = window.wenceChosen[kind];
    delete window.wenceChosen[kind];
    if (chosen) setTriggerValue("chosen", chosen);
  };
  window.wencePass[kind] = pass;
  pass();
  return () => { if (window.wencePass[kind] === pass) delete window.wencePass[kind]; };
}
