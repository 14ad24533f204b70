// The host page's own script. It fails on purpose, at once and again and again: the chat must not care.
window.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-chat]")) window.VocDeskChat?.open();
});
setInterval(() => { throw new Error("the shop's own timer is broken"); }, 2000);
throw new Error("the shop's own script is broken");
