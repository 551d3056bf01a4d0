// Small parts that several views share.
import { html, useState, useEffect, useRef } from './vendor/htm-preact-3.1.1.js';
import { grouped, statusOf } from './words.js';

/** The time, told again each second while something goes on. */
export function useNow(goesOn) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!goesOn) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [goesOn]);
  return goesOn ? now : Date.now();
}

/** Whether a media query holds, now and later. */
export function useMedia(query) {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => setHolds(media.matches);
    changed();
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [query]);
  return holds;
}

/** Calls at most once in a while, and once more at the end. */
export function useCalm(call, millis) {
  const state = useRef({ timer: null, last: 0 });
  const latest = useRef(call);
  latest.current = call;
  useEffect(() => () => clearTimeout(state.current.timer), []);
  return () => {
    const { timer, last } = state.current;
    if (timer !== null) return;
    const wait = Math.max(0, last + millis - Date.now());
    state.current.timer = setTimeout(() => {
      state.current.timer = null;
      state.current.last = Date.now();
      latest.current();
    }, wait);
  };
}

export function Badge({ run }) {
  const status = statusOf(run);
  return html`<span class="badge ${status.tone}"><span aria-hidden="true">${status.glyph}</span>${status.words}</span>`;
}

const FATES = [['loaded', 'loaded', 'loaded'], ['rejected', 'rejected', 'rejected'], ['deadLettered', 'dead', 'dead'],
  ['inFlight', 'flying', 'in flight'], ['filtered', 'filtered', 'filtered']];

/** What became of the records, as shares of a bar. */
export function FateBar({ run }) {
  const whole = FATES.reduce((sum, [name]) => sum + run[name], 0);
  const words = FATES.filter(([name]) => run[name] > 0).map(([name, , word]) => `${grouped(run[name])} ${word}`);
  const text = words.join(', ') || 'no records yet';
  return html`<div class="bar" role="img" aria-label=${text} title=${text}>
    ${FATES.filter(([name]) => run[name] > 0).map(([name, style]) =>
      html`<i key=${name} class=${style} style=${{ flexGrow: run[name] / whole, flexBasis: '3px' }}></i>`)}
  </div>`;
}

export function Trouble({ sentence }) {
  return sentence === null ? null : html`<section class="trouble" role="alert">${sentence}</section>`;
}
