// Numbers, times and texts as people read them.

const grouping = new Intl.NumberFormat('en-US');
const LONGEST = 400;

export const grouped = number => grouping.format(Math.round(number));

export const counted = (number, noun) => `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`;

export function rate(perSecond) {
  if (perSecond === null || !Number.isFinite(perSecond)) return '';
  return perSecond < 10 ? perSecond.toFixed(1) : grouped(perSecond);
}

export function duration(seconds) {
  if (seconds < 0.1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A measure that is right to a factor: few digits. */
export function measured(millis) {
  if (millis === 0) return '–';
  if (millis < 10) return `${millis.toFixed(1)} ms`;
  return millis < 1000 ? `${Math.round(millis)} ms` : duration(millis / 1000);
}

export function bytes(count) {
  if (count < 1000) return `${count} B`;
  let rest = count / 1000;
  for (const unit of ['kB', 'MB', 'GB']) {
    if (rest < 1000) return `${rest.toFixed(1)} ${unit}`;
    rest /= 1000;
  }
  return `${rest.toFixed(1)} TB`;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** Today's with their time, others with their day too. */
export function started(iso, now = Date.now()) {
  const at = new Date(iso);
  const time = clock.format(at);
  return at.toDateString() === new Date(now).toDateString() ? time : `${day.format(at)}, ${time}`;
}

/** What people wrote, with marks that cannot be seen as escapes, and no longer than anybody reads. */
export function visible(text, longest = LONGEST) {
  if (text === null || text === undefined) return '';
  const whole = String(text);
  const cut = whole.length > longest ? `${whole.slice(0, longest)}… (${grouped(whole.length)} characters)` : whole;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, mark =>
    mark === '\n' ? '\\n' : mark === '\r' ? '\\r' : mark === '\t' ? '\\t'
      : `\\u${mark.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
}

/** For where there is no room to say how long it is. */
export const short = (text, longest) => {
  const whole = visible(text, 1000);
  return whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
};

/** As visible, but lines stay lines. */
export const visibleLines = (text, longest = 20000) =>
  String(text).split('\n').map(line => visible(line.replace(/\r$/, ''), longest)).join('\n').slice(0, longest + 100);

export const STATUS = {
  RUNNING: { glyph: '●', tone: 'flow', words: 'running' },
  COMPLETE: { glyph: '✔', tone: 'good', words: 'complete' },
  COMPLETE_WITH_REJECTS: { glyph: '▲', tone: 'warn', words: 'with rejects' },
  COMPLETE_WITH_DEAD_LETTERS: { glyph: '✘', tone: 'bad', words: 'dead letters' },
  STALLED: { glyph: '‖', tone: 'bad', words: 'stalled' },
  FAILED: { glyph: '✘', tone: 'bad', words: 'failed' }
};

export const statusOf = run => STATUS[run.status] ?? { glyph: '?', tone: 'warn', words: run.status };

/** A reason in words: its code, as people say it. */
export const reason = group =>
  `${group.column === null ? '' : `${visible(group.column, 120)}: `}${group.code.toLowerCase().replaceAll('_', ' ')}`;

export const fileOf = run => run.source === null ? run.run : visible(run.source.name, 120);

export const secondsOf = (run, now) => run.seconds ?? Math.max(0, (now - Date.parse(run.startedAt)) / 1000);
