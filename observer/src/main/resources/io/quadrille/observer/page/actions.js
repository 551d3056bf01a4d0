// Mending a run: first what would be sent, then the sending.
import { html, useState, useRef, useEffect } from './vendor/htm-preact-3.1.1.js';
import * as api from './api.js';
import { visible } from './words.js';

export function Actions({ actions, choose }) {
  return html`<span class="actions">
    ${actions.map(each => html`<button key=${each.words} class="plain" onClick=${() => choose(each)}>${each.words} …</button>`)}
  </span>`;
}

/**
 * A dialog that says what it will do before it does it; the same key however often it is pressed. It stands beside what it
 * mends, which may be gone from the page before the dialog is closed.
 */
export function Confirm({ run, chosen, changed, close }) {
  const dialog = useRef(null);
  const key = useRef(crypto.randomUUID());
  const [plan, setPlan] = useState(null);
  const [done, setDone] = useState(null);
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState(null);

  useEffect(() => {
    dialog.current.showModal();
    api.amend(run.run, run.attempt, chosen.action, { ...chosen.body, dryRun: true })
      .then(setPlan, problem => setTrouble(problem.message));
  }, []);

  const send = async () => {
    setSending(true);
    setTrouble(null);
    try {
      setDone(await api.amend(run.run, run.attempt, chosen.action, chosen.body, key.current));
      changed();
    } catch (problem) {
      setTrouble(problem.message);
    }
    setSending(false);
  };

  return html`<dialog ref=${dialog} onClose=${close} aria-labelledby="asked">
    <h2 id="asked">${chosen.words}</h2>
    ${trouble !== null && html`<p class="bad" role="alert">${trouble}</p>`}
    ${plan !== null ? html`<p role="status">${visible(plan.sentence, 1000)}</p>
        ${plan.notes.map(note => html`<p class="note theirs" key=${note}>${visible(note, 1000)}</p>`)}`
      : trouble === null && html`<p class="quiet">Looking what would be sent …</p>`}
    ${done !== null && html`<p role="status" class=${done.state === 'FAILED' ? 'bad' : 'good'}>
      ${done.state === 'FAILED' ? visible(done.problem, 1000) : 'It is under way; the run shows how it goes.'}</p>`}
    <div class="actions">
      ${done === null && html`<button class="plain main" disabled=${plan === null || plan.records === 0 || sending}
        onClick=${send}>Send</button>`}
      <button class="plain" onClick=${() => dialog.current.close()}>${done === null ? 'Cancel' : 'Close'}</button>
    </div>
  </dialog>`;
}
