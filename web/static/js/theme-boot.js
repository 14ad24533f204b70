// Runs before the first paint: a remembered theme widens or narrows the dark sheet's media query,
// remembered large text makes every size grow (all of them are in rem).
(function () {
  var chosen = null, text = null;
  try { chosen = localStorage.getItem("voc.theme"); text = localStorage.getItem("voc.text"); } catch (error) { /* private mode: follow the system */ }
  var sheet = document.getElementById("dark-tokens");
  if (sheet && chosen === "dark") sheet.media = "screen";
  if (sheet && chosen === "light") sheet.media = "not all";
  if (text === "large") document.documentElement.dataset.text = "large";
})();
