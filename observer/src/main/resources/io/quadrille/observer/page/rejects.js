// What was refused, by reason; and one record's way.
import { html, useState, useEffect } from './vendor/htm-preact-3.1.1.js';
import * as api from './api.js';
import { Actions } from './actions.js';
import { Trouble } from './parts.js';
import { counted, grouped, measured, reason, started, visible, visibleLines } from './words.js';

const PAGE = 10;
/** The API tells no more of a column's name than this; then the group is found by its code alone. */
const LONGEST_COLUMN = 200;

export function Rejects({ run, amends, choose }) {
  if (run.rejects.length === 0) return null;
  const total = run.rejects.reduce((sum, group) => sum + group.records, 0);
  return html`<section aria-labelledby="rejects"><h2 id="rejects">${grouped(total)} rejected, and why</h2>
    ${run.rejects.map(group => html`<${Group} key=${`${group.step}/${group.code}/${group.column}`} run=${run}
      group=${group} amends=${amends} choose=${choose} />`)}
    <div class="actions">
      <a class="button" href=${api.csvOf(run.run, { attempt: run.attempt })} download>Download all as CSV</a>
      ${amends && html`<${Actions} choose=${choose}
        actions=${[{ action: 'retry', words: 'Retry all', body: {} }]} />`}
    </div>
  </section>`;
}

function filterOf(run, group) {
  const kept = group.code === 'OTHER' ? {} : { code: group.code };
  const column = group.column ?? '';
  return { attempt: run.attempt, step: group.step, ...kept, ...(column.length > LONGEST_COLUMN || group.code === 'OTHER' ? {} : { column }) };
}

function Group({ run, group, amends, choose }) {
  const [open, setOpen] = useState(false);
  const words = `${counted(group.records, 'record')}: ${reason(group)}, at ${group.step}`;
  return html`<div class="group">
    <button class="fold" aria-expanded=${open} aria-label=${words} onClick=${() => setOpen(!open)}>
      <span class="turn ${open ? 'open' : ''}" aria-hidden="true">▸</span>
      <span class="count warn">${grouped(group.records)}</span>
      <span class="why theirs">${reason(group)} <span class="code">${group.code}, at ${group.step}</span></span>
    </button>
    ${open && html`<div class="inside"><${Rows} run=${run} group=${group} />
      ${amends && group.code !== 'OTHER' && html`<${Actions} choose=${choose} actions=${[
        { action: 'retry', words: `Retry ${group.code}`, body: { code: group.code } }]} />`}</div>`}
  </div>`;
}

function Rows({ run, group }) {
  const [rows, setRows] = useState([]);
  const [next, setNext] = useState(undefined);
  const [withheld, setWithheld] = useState(null);
  const [trouble, setTrouble] = useState(null);

  const more = async cursor => {
    try {
      const page = await api.rejects(run.run, { ...filterOf(run, group), records: true, limit: PAGE, cursor });
      setRows(before => cursor === undefined ? page.items : [...before, ...page.items]);
      setNext(page.next);
      setWithheld(page.withheld);
      setTrouble(null);
    } catch (problem) {
      setTrouble(problem.message);
    }
  };
  useEffect(() => { more(undefined); }, [run.run, run.attempt, group.records]);

  return html`<${Trouble} sentence=${trouble} />
    ${withheld !== null && html`<p class="note theirs">The records themselves are not shown. ${visible(withheld)}</p>`}
    <div class="scroll"><table class="rejected">
      <thead><tr><th class="num">Line</th><th>Column</th><th>What is wrong</th></tr></thead>
      <tbody>${rows.map(row => html`<tr key=${`${row.line}/${row.ordinal}/${row.chunk}`}>
        <td class="num">${grouped(row.line)}</td>
        <td class="theirs">${row.column === null ? html`<span class="quiet">the record</span>` : visible(row.column, 80)}</td>
        <td><span class="theirs cut">${visible(row.message, 1200)}</span>
          ${row.record !== null && html`<code class="raw" aria-label="The record as it stands in the file">${visibleLines(row.record)}</code>`}</td>
      </tr>`)}</tbody>
    </table></div>
    ${next && html`<p><button class="plain" onClick=${() => more(next)}>More of ${grouped(group.records)}</button></p>`}`;
}

const FATES = {
  PASSED: ['✔', 'good', 'went on'], REJECTED: ['▲', 'warn', 'rejected'],
  PARTLY_REJECTED: ['▲', 'warn', 'rejected in part, or whole'], FILTERED: ['○', '', 'filtered'],
  PASSED_OR_FILTERED: ['?', '', 'went on or was filtered'], DEAD: ['✘', 'bad', 'in a dead letter'],
  AWAITED: ['●', 'flow', 'awaited'], NOT_REACHED: ['·', 'quiet', 'not reached']
};

/** What each step did with a record. */
function Visits({ visits }) {
  return html`<ol class="journey">${visits.map(visit => {
    const [glyph, tone, words] = FATES[visit.fate] ?? ['?', '', visit.fate];
    return html`<li key=${visit.step}><span class="glyph ${tone}" aria-hidden="true">${glyph}</span>
      <div><b>${visit.step}</b>: ${words}
        ${visit.at !== null && html` <span class="quiet">${started(visit.at)}, its chunk waited ${measured(visit.waitingMillis)}${' '}
          and was worked on ${measured(visit.workingMillis)}</span>`}
        ${visit.rejects.map(reject => html`<div class="theirs warn">${visible(reject.message, 1200)}</div>`)}
        ${visit.events.map(event => html`<div class="quiet" key=${event.id}><code>${event.type}</code> ${started(event.time)}</div>`)}</div>
    </li>`;
  })}</ol>`;
}

/** One record's way, by its line in the file. */
export function RecordLookup({ run }) {
  const [line, setLine] = useState('');
  const [journey, setJourney] = useState(null);
  const [trouble, setTrouble] = useState(null);
  const look = async event => {
    event.preventDefault();
    try {
      setJourney(await api.record(run.run, run.attempt, line.trim()));
      setTrouble(null);
    } catch (problem) {
      setJourney(null);
      setTrouble(problem.message);
    }
  };
  return html`<section aria-labelledby="record"><h2 id="record">What became of one line</h2>
    <form class="line" onSubmit=${look}>
      <label for="line" class="quiet">Line of the file</label>
      <input id="line" class="field" inputmode="numeric" value=${line} onInput=${event => setLine(event.target.value)} />
      <button class="plain" disabled=${line.trim() === ''}>Look it up</button>
    </form>
    <${Trouble} sentence=${trouble} />
    ${journey !== null && html`<div role="status">
      <p class="note">${journey.chunk === null ? 'Its chunk is not known.' : `It travels in chunk ${journey.chunk}.`}</p>
      ${journey.record !== null && html`<code class="raw">${visibleLines(journey.record)}</code>`}
      ${journey.withheld !== null && html`<p class="note theirs">${visible(journey.withheld)}</p>`}
      <${Visits} visits=${journey.visits} />
      ${journey.resent.map(again => html`<div key=${again.amendment}>
        <p class="note">Sent again by retry ${again.amendment}, ${started(again.at)}${again.visits.length === 0
          ? '; nothing is known of it yet' : ''}:</p>
        <${Visits} visits=${again.visits} /></div>`)}
      ${journey.gaps.map(gap => html`<p class="note theirs" key=${gap}>${visible(gap)}</p>`)}</div>`}
  </section>`;
}
