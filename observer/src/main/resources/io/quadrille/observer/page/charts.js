// A run over time. Stretches in which nothing happened are folded, so that a retry a week later does not hide the run.
import { html, useEffect, useRef } from './vendor/htm-preact-3.1.1.js';
import { useMedia } from './parts.js';
import { duration, grouped, rate } from './words.js';

/** How wide a folded gap is, in slots. */
const FOLD = 2;

/** Each slot's place on the folded axis, in slots, and the gaps between them. */
export function folded(series) {
  const places = [];
  const folds = [];
  let at = 0;
  let before = null;
  for (const slot of series.slots) {
    const time = Date.parse(slot);
    if (before !== null) {
      const gap = (time - before) / series.slotMillis - 1;
      if (gap > FOLD) folds.push({ at, seconds: gap * series.slotMillis / 1000 });
      at += Math.max(0, Math.min(FOLD, gap));
    }
    places.push(at);
    at += 1;
    before = time;
  }
  return { places, folds, whole: Math.max(1, at) };
}

const ROW = 26;

/** Per step: solid where it worked, pale where chunks waited for it. */
export function Timeline({ series, started }) {
  const narrow = useMedia('(max-width: 760px)');
  const { places, folds, whole } = folded(series);
  const width = narrow ? 360 : 1040;
  const left = narrow ? 78 : 110;
  const scale = (width - left - 4) / whole;
  const height = series.steps.length * ROW + 22;
  const begin = Date.parse(started);
  const end = Date.parse(series.slots[series.slots.length - 1]) + series.slotMillis;
  return html`<svg class="timeline" viewBox="0 0 ${width} ${height}" role="img"
      aria-label="Timeline of ${series.steps.length} steps over ${duration((end - begin) / 1000)}">
    ${series.steps.map((step, row) => html`<g key=${step.step}>
      <text class="step-name" x="0" y=${row * ROW + 17}>${step.step.slice(0, narrow ? 11 : 16)}</text>
      <line class="rail" x1=${left} x2=${width} y1=${row * ROW + 22} y2=${row * ROW + 22} />
      ${places.map((place, slot) => {
        const busy = step.waiting[slot] + step.working[slot];
        const worked = step.chunks[slot] > 0 ? Math.max(0.25, busy > 0 ? step.working[slot] / busy : 1) : 0;
        const waits = step.chunks[slot] > 0 || step.backlog[slot] > 0;
        const x = left + place * scale;
        const w = Math.max(1.5, scale * 0.94);
        return waits && html`<rect class="wait" x=${x} y=${row * ROW + 4} width=${w} height="18" />
          <rect class="work" x=${x} y=${row * ROW + 4 + 18 * (1 - worked)} width=${w} height=${18 * worked} />`;
      })}
    </g>`)}
    ${folds.map(fold => html`<g key=${fold.at}><rect class="fold" x=${left + fold.at * scale} y="2"
        width=${FOLD * scale} height=${height - 24} /><title>${duration(fold.seconds)} in which nothing happened</title>
      <text x=${left + fold.at * scale} y=${height - 5}>⋯</text></g>`)}
    <text x=${left} y=${height - 5}>0 s</text>
    <text x=${width - 2} y=${height - 5} text-anchor="end">${duration((end - begin) / 1000)}</text>
  </svg>
  <ul class="legend">
    <li><svg width="10" height="10" aria-hidden="true"><rect class="swatch-work" width="10" height="10" rx="2" fill="var(--flow)"/></svg> working</li>
    <li><svg width="10" height="10" aria-hidden="true"><rect width="10" height="10" rx="2" fill="var(--flow-pale)"/></svg> waiting</li>
    ${folds.length > 0 && html`<li>⋯ nothing happened, folded</li>`}
  </ul>`;
}

/** Records per second, and how many wait, under one cursor. */
export function Charts({ series, started }) {
  const seconds = series.slotMillis / 1000;
  const fed = series.steps.filter((step, i) => i > 0);
  const throughput = series.steps.map(step => ({ name: step.step, values: step.in.map(count => count / seconds) }));
  const backlog = fed.map(step => ({ name: step.step, values: step.backlog }));
  return html`<section aria-labelledby="charts"><h2 id="charts">Throughput and backlog</h2>
    <div class="charts">
      <${Chart} title="Records per second" series=${series} started=${started} lines=${throughput} words=${rate} first=${0} />
      ${fed.length > 0 && html`<${Chart} title="Records waiting" series=${series} started=${started} lines=${backlog}
        words=${grouped} first=${1} />`}
    </div></section>`;
}

const colour = i => getComputedStyle(document.documentElement).getPropertyValue(`--s${i % 6}`).trim();
const quiet = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Between two slots that are not neighbours a line does not go on. */
function data(series, lines) {
  const { places, folds } = folded(series);
  const breaks = new Set(folds.map(fold => fold.at));
  const xs = [];
  const ys = lines.map(() => []);
  places.forEach((place, slot) => {
    if (slot > 0 && breaks.has(places[slot - 1] + 1)) {
      xs.push(places[slot - 1] + 1.5);
      ys.forEach(line => line.push(null));
    }
    xs.push(place);
    lines.forEach((line, i) => ys[i].push(line.values[slot]));
  });
  return [xs, ...ys];
}

/** The time since the start at a place on the folded axis. */
function since(series, started, place) {
  const { places } = folded(series);
  let slot = places.findLastIndex(each => each <= place);
  if (slot < 0) slot = 0;
  const millis = Date.parse(series.slots[slot]) - Date.parse(started) + (place - places[slot]) * series.slotMillis;
  return duration(Math.max(0, millis) / 1000);
}

function Chart({ title, series, started, lines, words, first }) {
  const host = useRef(null);
  const chart = useRef(null);
  const latest = useRef(null);
  latest.current = { series, started };
  const dark = useMedia('(prefers-color-scheme: dark)');
  const shape = lines.map(line => line.name).join(' ');

  useEffect(() => {
    const axis = { stroke: quiet('--quiet'), grid: { stroke: quiet('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    const at = place => since(latest.current.series, latest.current.started, place);
    // Before the start, and within a fold, the time stands still: it is told once.
    const once = (text, i, all) => i > 0 && all[i - 1] === text ? '' : text;
    chart.current = new uPlot({
      width: host.current.clientWidth || 320,
      height: 170,
      cursor: { sync: { key: 'run' }, points: { size: 6 } },
      scales: { x: { time: false }, y: { range: (plot, low, high) => [0, Math.max(1, high * 1.1)] } },
      axes: [{ ...axis, space: 70, values: (plot, splits) => splits.map(at).map(once) },
        { ...axis, size: 58, values: (plot, splits) => splits.map(words) }],
      series: [{ label: 'at', value: (plot, place) => place === null ? '–' : at(place) },
        ...lines.map((line, i) => ({
          label: line.name, stroke: colour(i + first), width: 1.6, points: { show: lines[0].values.length < 3 },
          value: (plot, value) => value === null ? '–' : words(value)
        }))]
    }, data(series, lines), host.current);
    const sized = new ResizeObserver(() => chart.current.setSize({ width: host.current.clientWidth, height: 170 }));
    sized.observe(host.current);
    return () => {
      sized.disconnect();
      chart.current.destroy();
      chart.current = null;
    };
  }, [shape, dark]);

  useEffect(() => { chart.current?.setData(data(series, lines)); }, [series]);

  const highest = Math.max(0, ...lines.flatMap(line => line.values));
  return html`<div><p class="note">${title}</p>
    <div class="chart-host" ref=${host} role="img" aria-label="${title} by step, up to ${words(highest)}"></div></div>`;
}
