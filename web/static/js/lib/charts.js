// Charts from JSON blocks, coloured by the design tokens, with the same numbers as a table for everyone.
import { t } from "../i18n.js";

const drawn = new Map();
const TYPES = { line: "line", bar: "bar", stacked: "bar", horizontal: "bar", doughnut: "doughnut" };

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function dataset(series, index, kind) {
  const colour = token(series.tone ?? `tone-${(index % 8) + 1}`);
  const slices = series.values.map((value, at) => token(`tone-${(at % 8) + 1}`));
  const line = (series.kind ?? kind) === "line";
  return {
    label: series.name,
    data: series.values,
    type: series.kind,
    borderColor: kind === "doughnut" ? token("surface") : colour,
    backgroundColor: kind === "doughnut" ? slices : line ? colour : `color-mix(in srgb, ${colour} 82%, transparent)`,
    borderWidth: line ? 2 : kind === "doughnut" ? 2 : 0,
    borderDash: series.dashed ? [5, 4] : [],
    borderRadius: line ? 0 : 3,
    maxBarThickness: 36,
    pointRadius: series.dashed || series.values.length > 40 ? 0 : 2.5,
    tension: 0.25,
    spanGaps: true,
  };
}

function axis(data, isValue, kind) {
  return {
    stacked: kind === "stacked",
    beginAtZero: data.zero ?? true,
    grid: { display: isValue, color: token("line"), drawTicks: false },
    border: { display: false },
    ticks: { color: token("text-3"), padding: 8, maxRotation: 0, autoSkipPadding: 16, precision: isValue ? data.precision : undefined },
    title: { display: isValue && Boolean(data.unit), text: data.unit ?? "", color: token("text-3") },
  };
}

function legend(kind) {
  const box = kind === "line" ? { usePointStyle: true, pointStyle: "line", pointStyleWidth: 22 } : { useBorderRadius: true, borderRadius: 2 };
  return { color: token("text-2"), boxWidth: 10, boxHeight: 10, ...box };
}

function options(data, kind) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const scales = { x: axis(data, kind === "horizontal", kind), y: axis(data, kind !== "horizontal", kind) };
  return {
    responsive: true,
    maintainAspectRatio: false,
    indexAxis: kind === "horizontal" ? "y" : "x",
    animation: still ? false : { duration: 250 },
    interaction: { mode: kind === "doughnut" ? "nearest" : "index", intersect: false },
    plugins: {
      legend: { display: data.series.length > 1 || kind === "doughnut", position: "bottom", labels: legend(kind) },
      tooltip: { backgroundColor: token("text"), titleColor: token("bg"), bodyColor: token("bg"), padding: 10, cornerRadius: 6, displayColors: data.series.length > 1 },
    },
    ...(kind === "doughnut" ? { cutout: "66%" } : { scales }),
  };
}

/** Draw (or draw again) one <figure data-chart>. */
export function drawChart(figure) {
  const kind = figure.dataset.chart;
  const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  const { Chart } = globalThis;
  Chart.defaults.font.family = token("font");
  drawn.get(figure)?.destroy();
  drawn.set(figure, new Chart(figure.querySelector("canvas"), {
    type: TYPES[kind] ?? "line",
    data: { labels: data.labels, datasets: data.series.map((series, index) => dataset(series, index, kind)) },
    options: options(data, kind),
  }));
  if (!figure.querySelector("table")) figure.append(tableOf(data, figure.querySelector("figcaption")?.textContent ?? ""));
}

function cell(tag, text, scope) {
  const element = document.createElement(tag);
  element.textContent = text ?? "–";
  if (scope) element.scope = scope;
  return element;
}

function line(cells) {
  const row = document.createElement("tr");
  row.append(...cells);
  return row;
}

function tableOf(data, caption) {
  const details = document.createElement("details");
  details.className = "chart__table";
  const table = document.createElement("table");
  table.className = "table table--dense";
  table.createCaption().textContent = caption;
  table.createTHead().append(line([cell("th", "", "col"), ...data.series.map((series) => cell("th", series.name, "col"))]));
  table.createTBody().append(...data.labels.map((label, at) =>
    line([cell("th", label, "row"), ...data.series.map((series) => cell("td", series.values[at]))])));
  table.querySelector("th").replaceWith(document.createElement("td"));
  const scroll = document.createElement("div");
  scroll.className = "table-wrap";
  scroll.tabIndex = 0;
  scroll.append(table);
  details.append(cell("summary", t("Numbers behind the chart")), scroll);
  return details;
}

/** Draw every chart below `root`; again when the theme changes or htmx brings new ones. */
export function startCharts(root = document) {
  const all = () => root.querySelectorAll("figure[data-chart]").forEach(drawChart);
  all();
  document.addEventListener("voc:theme", all);
  document.addEventListener("htmx:after:swap", () => {
    for (const figure of root.querySelectorAll("figure[data-chart]")) if (!drawn.has(figure)) drawChart(figure);
    for (const figure of drawn.keys()) if (!figure.isConnected) { drawn.get(figure).destroy(); drawn.delete(figure); }
  });
}

startCharts();
