// The list: a strip of the latest runs, and a table of all.
import { html, useState, useEffect, useCallback } from './vendor/htm-preact-3.1.1.js';
import * as api from './api.js';
import { Badge, FateBar, Trouble, useNow } from './parts.js';
import { counted, duration, fileOf, grouped, rate, secondsOf, started, statusOf, visible } from './words.js';

const PAGE = 30;
const FILTERS = [[undefined, 'all'], ['RUNNING', 'running'], ['COMPLETE_WITH_REJECTS', 'with rejects'],
  ['COMPLETE_WITH_DEAD_LETTERS', 'dead letters'], ['FAILED', 'failed'], ['STALLED', 'stalled']];

const keyOf = run => `${run.run}/${run.attempt}`;
const hrefOf = run => `/runs/${encodeURIComponent(run.run)}${run.latest === false ? `?attempt=${run.attempt}` : ''}`;

/** With a run as it now stands: in its place, or among the latest. */
export function merged(runs, run, filter) {
  const rest = runs.filter(other => keyOf(other) !== keyOf(run));
  if (filter !== undefined && run.status !== filter) return rest;
  return [...rest, run].sort((a, b) => b.startedAt.localeCompare(a.startedAt) || b.attempt - a.attempt);
}

export function RunsView({ live, setTitle }) {
  const [filter, setFilter] = useState(undefined);
  const [runs, setRuns] = useState(null);
  const [next, setNext] = useState(null);
  const [trouble, setTrouble] = useState(null);
  const now = useNow(runs?.some(run => run.status === 'RUNNING') ?? false);

  const load = useCallback(async () => {
    try {
      const page = await api.runs({ limit: PAGE, status: filter });
      setRuns(page.items);
      setNext(page.next);
      setTrouble(null);
    } catch (problem) {
      setTrouble(problem.message);
    }
  }, [filter]);

  useEffect(() => { load(); }, [load]);
  useEffect(() => live(undefined, (name, told) => {
    if (name === 'reset') load();
    if (name === 'run') setRuns(before => before === null ? before : merged(before, told, filter));
    if (name === 'gone') setRuns(before => before?.filter(run => run.run !== told.run) ?? null);
    if (name === 'trouble') setTrouble(told.detail);
  }), [live, load, filter]);

  useEffect(() => {
    if (runs === null) return;
    const running = runs.filter(run => run.status === 'RUNNING').length;
    const first = runs[0];
    setTitle(running > 0 ? `● ${running} running – Quadrille`
      : first === undefined ? 'Quadrille' : `${statusOf(first).glyph} ${fileOf(first)} – Quadrille`);
  }, [runs, setTitle]);

  const more = async () => {
    try {
      const page = await api.runs({ limit: PAGE, status: filter, cursor: next });
      setRuns(before => page.items.reduce((all, run) => merged(all, run, filter), before));
      setNext(page.next);
    } catch (problem) {
      setTrouble(problem.message);
    }
  };

  return html`<h1 tabindex="-1">Runs</h1>
    <${Trouble} sentence=${trouble} />
    ${runs === null ? html`<p class="quiet">${trouble === null ? 'Reading …' : ''}</p>` : html`
      <${Strip} runs=${runs.slice(0, PAGE)} now=${now} />
      <section aria-label="All runs">
        <div class="filters" role="group" aria-label="Show runs">
          ${FILTERS.map(([status, words]) => html`<button key=${words} class="plain" aria-pressed=${filter === status}
            onClick=${() => setFilter(status)}>${words}</button>`)}
        </div>
        ${runs.length === 0
          ? html`<p class="quiet">${filter === undefined
            ? html`Nothing was run here yet. Run a file: <code>./quadrille run FILE</code>`
            : 'No run stands so.'}</p>`
          : html`<${Table} runs=${runs} now=${now} />`}
        ${next !== null && html`<p><button class="plain" onClick=${more}>Earlier runs</button></p>`}
      </section>`}`;
}

/** The latest runs, the oldest first: height is duration, colour and glyph are status. */
function Strip({ runs, now }) {
  if (runs.length < 2) return null;
  const longest = Math.max(...runs.map(run => secondsOf(run, now)), 0.001);
  return html`<section aria-label="The latest ${runs.length} runs">
    <div class="strip">
      ${[...runs].reverse().map(run => {
        const status = statusOf(run);
        const words = `${fileOf(run)}: ${status.words}, ${duration(secondsOf(run, now))}`;
        return html`<a key=${keyOf(run)} class=${status.tone} href=${hrefOf(run)} title=${words} aria-label=${words}>
          <i style=${{ height: `${Math.max(4, 46 * Math.sqrt(secondsOf(run, now) / longest))}px` }}></i>
          <span aria-hidden="true">${status.glyph}</span>
        </a>`;
      })}
    </div>
    <ul class="legend"><li>the latest ${runs.length} runs, oldest first; the taller, the longer it took
      (up to ${duration(longest)})</li></ul>
  </section>`;
}

function Table({ runs, now }) {
  return html`<div class="scroll"><table class="runs">
    <thead><tr><th>File</th><th>Status</th><th>Started</th><th class="num">Took</th><th>Records</th>
      <th class="num">Records/s</th><th>Top problem</th></tr></thead>
    <tbody>${runs.map(run => html`<${Row} key=${keyOf(run)} run=${run} now=${now} />`)}</tbody>
  </table></div>`;
}

function Row({ run, now }) {
  const seconds = secondsOf(run, now);
  const perSecond = run.recordsPerSecond ?? (seconds > 0 ? run.extracted / seconds : null);
  return html`<tr>
    <td class="bare"><a class="file theirs" href=${hrefOf(run)}>${fileOf(run)}</a>
      <span class="sub">${run.pipeline}${run.attempt > 1 ? `, attempt ${run.attempt}` : ''}</span></td>
    <td class="bare"><${Badge} run=${run} /></td>
    <td data-name="started" class="quiet">${started(run.startedAt, now)}</td>
    <td data-name="took" class="num">${duration(seconds)}</td>
    <td class="bare"><${FateBar} run=${run} />
      <span class="sub">${grouped(run.loaded)} of ${counted(run.extracted + run.expanded, 'record')} loaded</span></td>
    <td data-name="records/s" class="num">${rate(perSecond)}</td>
    <td class="problem theirs ${run.problem === null ? 'quiet' : ''}">${run.problem === null
      ? run.balanced ? '' : 'does not balance' : visible(run.problem, 160)}</td>
  </tr>`;
}
