// The report page: choosing a product shows it at once; the print button.

document.getElementById("product")?.addEventListener("change", (event) => {
  const address = new URL(location.href);
  if (event.target.value) address.searchParams.set("product", event.target.value);
  else address.searchParams.delete("product");
  address.searchParams.delete("rate");
  location.assign(address);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) globalThis.print();
});
