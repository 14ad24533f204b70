// Item and release pages: a refused form opens again, messages are previewed while one writes.

for (const dialog of document.querySelectorAll("dialog[data-open-now]")) dialog.showModal();

// The house's own sentence follows the chosen reason.
document.addEventListener("change", (event) => {
  const option = event.target.closest?.("select[name=reason_code]")?.selectedOptions[0];
  if (!option?.dataset.zh) return;
  for (const field of event.target.form.querySelectorAll("[data-usual]")) field.placeholder = option.dataset[field.dataset.usual];
});

// <textarea data-mirrors="id"> shows its words in the element `id`.
function mirror(field) {
  const target = document.getElementById(field.dataset.mirrors);
  target.textContent = field.value.trim() || target.dataset.empty;
  target.classList.toggle("muted", !field.value.trim());
}

document.addEventListener("input", (event) => {
  if (event.target.dataset?.mirrors) mirror(event.target);
});
document.querySelectorAll("[data-mirrors]").forEach(mirror);

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) globalThis.print();
});
