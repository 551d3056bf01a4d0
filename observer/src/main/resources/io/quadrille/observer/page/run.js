// One run: the verdict first, then the balance, the flow, time, steps, and what was refused.
import { html, useState, useEffect, useCallback } from './vendor/htm-preact-3.1.1.js';
import * as api from './api.js';
import { Actions, Confirm } from './actions.js';
import { Charts, Timeline } from './charts.js';
import { Flow } from './flow.js';
import { Trouble, useCalm, useNow } from './parts.js';
import { RecordLookup, Rejects } from './rejects.js';
import { bytes, counted, duration, fileOf, grouped, measured, rate, secondsOf, started, statusOf, visible } from './words.js';

/** Between two readings of a run that goes on, in milliseconds. */
const CALM = 500;

export function RunView({ run: id, attempt, live, amends, republishes, setTitle }) {
  const [run, setRun] = useState(null);
  const [series, setSeries] = useState(null);
  const [trouble, setTrouble] = useState(null);
  const [gone, setGone] = useState(false);
  const [chosen, setChosen] = useState(null);

  const load = useCallback(async () => {
    try {
      const points = api.series(id, attempt).catch(() => null); // without them the page tells the rest
      setRun(await api.run(id, attempt));
      setSeries(await points);
      setTrouble(null);
      setGone(false);
    } catch (problem) {
      setGone(problem.status === 404);
      setTrouble(problem.message);
    }
  }, [id, attempt]);
  const calmly = useCalm(load, CALM);

  useEffect(() => { load(); }, [load]);
  useEffect(() => live(id, (name, told) => {
    if (name === 'reset' || (name === 'run' && told.run === id)) calmly();
    if (name === 'gone' && told.run === id) {
      setGone(true);
      setTrouble(`Run ${id} was removed meanwhile. What is shown is how it last stood.`);
    }
    if (name === 'trouble') setTrouble(told.detail);
  }), [live, id]);

  useEffect(() => {
    if (run === null) {
      if (trouble !== null) setTitle(`${gone ? 'No such run' : 'No answer'} – Quadrille`);
      return;
    }
    const status = statusOf(run);
    setTitle(`${status.glyph} ${fileOf(run)}: ${run.status === 'RUNNING' ? `${grouped(run.loaded)} loaded` : status.words} – Quadrille`);
  }, [run, trouble, gone, setTitle]);

  return html`<p class="crumb"><a href="/">All runs</a></p>
    <h1 tabindex="-1" class="theirs">${run === null ? id.slice(0, 40) : fileOf(run)}</h1>
    ${run !== null && html`<p class="crumb theirs">run <code>${run.run}</code>, attempt ${run.attempt}, pipeline
      ${' '}${run.pipeline}, started ${started(run.startedAt)}${run.source === null ? ''
      : `, ${bytes(run.source.bytes)}`}</p>`}
    <${Trouble} sentence=${trouble} />
    ${run === null ? (trouble === null && html`<p class="quiet">Reading …</p>`) : html`
      <${Verdict} run=${run} />
      ${untouched(run)
        ? html`<p class="note">Nothing was read, so no step had anything to do.</p>`
        : html`<${Balance} run=${run} />`}
      <section aria-labelledby="flow"><h2 id="flow">Flow</h2><${Flow} run=${run} /></section>
      <${Rejects} run=${run} amends=${amends} choose=${setChosen} />
      <${DeadLetters} run=${run} amends=${amends} choose=${setChosen} />
      ${!untouched(run) && html`<${Steps} run=${run} />`}
      ${series !== null && series.slots.length > 0 && html`
        <section aria-labelledby="time"><h2 id="time">Where the time went</h2>
          <${Timeline} series=${series} started=${run.startedAt} /></section>
        ${series.slots.length > 2 && html`<${Charts} series=${series} started=${run.startedAt} />`}`}
      <${RecordLookup} run=${run} />
      <${History} run=${run} republishes=${republishes} choose=${setChosen} />
      <${Particulars} run=${run} />
      ${chosen !== null && html`<${Confirm} run=${run} chosen=${chosen} changed=${load} close=${() => setChosen(null)} />`}`}`;
}

/** Whether the source was refused before its first chunk. */
const untouched = run => run.status === 'FAILED' && run.steps.every(step => step.chunks === 0);

/** The first sentence is the answer; the others are why. */
function Verdict({ run }) {
  const status = statusOf(run);
  const now = useNow(run.status === 'RUNNING');
  const text = visible(run.verdict, 3000);
  const end = text.indexOf('. ');
  const first = end < 0 ? text : text.slice(0, end + 1);
  const rest = end < 0 ? '' : text.slice(end + 2);
  return html`<section class="verdict ${status.tone}-b" aria-label="Verdict">
    <span class="glyph ${status.tone}" role="img" aria-label=${status.words}>${status.glyph}</span>
    <div>
      <p class="headline theirs">${first}</p>
      ${rest !== '' && html`<p class="more theirs">${rest}</p>`}
      ${run.status === 'RUNNING' && html`<p class="more">running for ${duration(secondsOf(run, now))}</p>`}
    </div>
  </section>`;
}

const LEFT = [['extracted', 'extracted'], ['expanded', 'expanded']];
const RIGHT = [['loaded', 'loaded', 'good'], ['rejected', 'rejected', 'warn'], ['filtered', 'filtered', ''],
  ['deadLettered', 'dead-lettered', 'bad'], ['inFlight', 'in flight', 'flow']];

/** The equation, and whether it holds. */
function Balance({ run }) {
  if (run.sinks.length === 0) return null;
  return html`<section aria-labelledby="balance"><h2 id="balance">Every record is accounted for</h2>
    ${run.sinks.map(sink => html`<div class="balance" key=${sink.step}>
      <div class="which ${sink.balanced ? 'good' : 'bad'}"><b aria-hidden="true">${sink.balanced ? '✔' : '✘'}</b>
        <span>${sink.table === null ? sink.step : `${sink.step} into ${visible(sink.table, 80)}`}
          ${' '}${sink.balanced ? 'balances' : 'does not balance'}</span></div>
      ${LEFT.map(([name, words], i) => html`${i > 0 && html`<span class="sign">+</span>`}
        <${Term} count=${sink[name]} words=${words} />`)}
      <span class="sign">${sink.balanced ? '=' : '≠'}</span>
      ${RIGHT.map(([name, words, tone], i) => html`${i > 0 && html`<span class="sign">+</span>`}
        <${Term} count=${sink[name]} words=${words} tone=${tone} />`)}
    </div>`)}
    ${run.conflicts.map(conflict => html`<p class="bad theirs" key=${conflict}>✘ ${visible(conflict)}</p>`)}
  </section>`;
}

function Term({ count, words, tone }) {
  return html`<span class="term ${count === 0 ? 'zero' : ''}"><b class=${count === 0 ? '' : tone}>${grouped(count)}</b>
    <span>${words}</span></span>`;
}

const STATES = { NOT_REACHED: 'not reached', WORKING: 'working', IDLE: 'idle', DONE: 'done' };

function Steps({ run }) {
  if (run.steps.length === 0) return null;
  const slow = run.bottleneck;
  const isSlow = step => slow !== null && slow.kind !== 'READING' && slow.step === step.step;
  return html`<section aria-labelledby="steps"><h2 id="steps">Steps</h2>
    <div class="scroll"><table>
      <thead><tr><th>Step</th><th>State</th><th class="num">In</th><th class="num">Out</th><th class="num">Rejected</th>
        <th class="num">Filtered</th><th class="num">Dead</th><th class="num">Waiting now</th><th class="num">Records/s</th>
        <th class="num">A chunk waits<span class="hidden">, median and 95th percentile</span></th>
        <th class="num">and is worked on</th></tr></thead>
      <tbody>${run.steps.map(step => html`<tr key=${step.step} class=${isSlow(step) ? 'here' : ''}>
        <td>${step.step}${isSlow(step) && html`<span class="sub warn">slowest</span>`}</td>
        <td class="quiet">${STATES[step.state] ?? step.state}</td>
        <td class="num">${grouped(step.in)}</td><td class="num">${grouped(step.out)}</td>
        <td class="num ${step.rejected > 0 ? 'warn' : 'quiet'}">${grouped(step.rejected)}</td>
        <td class="num ${step.filtered > 0 ? '' : 'quiet'}">${grouped(step.filtered)}</td>
        <td class="num ${step.deadLettered > 0 ? 'bad' : 'quiet'}">${grouped(step.deadLettered)}</td>
        <td class="num ${step.backlog > 0 ? 'flow' : 'quiet'}">${grouped(step.backlog)}</td>
        <td class="num">${step.chunks === 0 ? '' : rate(step.recordsPerSecond)}</td>
        <td class="num">${measured(step.waiting.p50)}<span class="sub">p95 ${measured(step.waiting.p95)}</span></td>
        <td class="num">${measured(step.working.p50)}<span class="sub">p95 ${measured(step.working.p95)}</span></td>
      </tr>`)}</tbody>
    </table></div>
    ${slow !== null && html`<p class="note">${slow.kind === 'READING' ? 'No step held it up: '
      : html`Slowest: <b>${slow.step}</b>, `}${slow.reason}.</p>`}
  </section>`;
}

function DeadLetters({ run, amends, choose }) {
  if (run.deadLetters.length === 0) return null;
  return html`<section aria-labelledby="dead"><h2 id="dead">Dead letters</h2>
    <div class="scroll"><table>
      <thead><tr><th>Step</th><th class="num">Records</th><th class="num">Lines</th><th class="num">Tries</th><th>Error</th></tr></thead>
      <tbody>${run.deadLetters.map(letter => html`<tr key=${`${letter.step}/${letter.chunk}`}>
        <td>${letter.step}<span class="sub">chunk ${letter.chunk}</span></td>
        <td class="num">${grouped(letter.records)}</td>
        <td class="num">${grouped(letter.firstLine)}–${grouped(letter.lastLine)}</td>
        <td class="num">${letter.deliveries}</td>
        <td class="theirs">${visible(letter.reason)}</td>
      </tr>`)}</tbody>
    </table></div>
    ${amends && html`<${Actions} choose=${choose}
      actions=${[{ action: 'redrive', words: 'Send the dead letters again', body: {} }]} />`}
  </section>`;
}

/** What was done to the run afterwards, and what else may be. */
function History({ run, republishes, choose }) {
  if (run.history.length === 0 && !republishes) return null;
  return html`<section aria-labelledby="history"><h2 id="history">History</h2>
    <ol class="history"><li>started <span class="quiet">${started(run.startedAt)}</span></li>
      ${run.history.map(done => html`<li key=${done.number}>
        ${done.action.toLowerCase()} of ${counted(done.records, 'record')} <span class="quiet">${started(done.at)}</span></li>`)}
    </ol>
    ${republishes && html`<${Actions} choose=${choose}
      actions=${[{ action: 'republish', words: 'Publish its events again', body: {} }]} />`}
  </section>`;
}

/** What is looked up seldom. */
function Particulars({ run }) {
  const facts = [
    ['file', run.source === null ? null : visible(run.source.uri)],
    ['version', run.source === null ? null : visible(run.source.version)],
    ['missing', run.missing.length === 0 ? null : visible(run.missing.join('; '))],
    ['columns without use', run.ignoredColumns.length === 0 ? null
      : run.ignoredColumns.map(column => visible(column, 120)).join(', ')],
    ['outcomes that came twice', run.duplicates === 0 ? null : `${grouped(run.duplicates)}, counted once`]
  ].filter(([, value]) => value !== null);
  return facts.length === 0 ? null : html`<section><details><summary>Particulars</summary>
    <dl class="facts">${facts.map(([name, value]) => html`<dt key=${name}>${name}</dt><dd class="theirs cut">${value}</dd>`)}</dl>
  </details></section>`;
}
