// Labelling by keyboard: a key (or click) chooses a label, then Enter presses the button that has the focus.

const form = document.querySelector("[data-labelling]");

form?.addEventListener("change", (event) => {
  if (event.target.name === "label") form.querySelector("[data-confirm]").focus();
});
