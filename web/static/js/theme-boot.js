// Runs before the first paint: a remembered theme widens or narrows the dark sheet's media query.
(function () {
  var chosen = null;
  try { chosen = localStorage.getItem("voc.theme"); } catch (error) { /* private mode: follow the system */ }
  var sheet = document.getElementById("dark-tokens");
  if (sheet && chosen === "dark") sheet.media = "screen";
  if (sheet && chosen === "light") sheet.media = "not all";
})();
