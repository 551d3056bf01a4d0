// The flow as a picture: steps, what travels between them, and where records leave it.
import { html } from './vendor/htm-preact-3.1.1.js';
import { useMedia } from './parts.js';
import { grouped, short } from './words.js';

const WIDE = { w: 156, h: 64, along: 226, across: 124, pad: 8 };
const NARROW = { w: 150, h: 64, along: 112, across: 166, pad: 6 };

/** Each step's place: how many steps before it, and the lane, one per sink. */
export function laidOut(steps) {
  const depth = new Map();
  const children = new Map(steps.map(step => [step.step, []]));
  for (const step of steps) {
    depth.set(step.step, step.upstream === null ? 0 : (depth.get(step.upstream) ?? 0) + 1);
    if (step.upstream !== null) children.get(step.upstream)?.push(step.step);
  }
  const lane = new Map();
  let lanes = 0;
  const place = name => {
    const below = children.get(name).map(place);
    lane.set(name, below.length === 0 ? lanes++ : (below[0] + below[below.length - 1]) / 2);
    return lane.get(name);
  };
  for (const step of steps.filter(each => each.upstream === null)) place(step.step);
  return { lanes: Math.max(1, lanes), depth, lane, deepest: Math.max(0, ...depth.values()) };
}

const shapeOf = step => ({ NOT_REACHED: 'untouched', WORKING: 'working', IDLE: 'working', DONE: 'done' })[step.state] ?? '';

function says(step) {
  const parts = [`${step.step}: ${grouped(step.in)} in, ${grouped(step.out)} ${step.table === null ? 'out' : 'loaded'}`];
  if (step.rejected > 0) parts.push(`${grouped(step.rejected)} rejected`);
  if (step.deadLettered > 0) parts.push(`${grouped(step.deadLettered)} in dead letters`);
  if (step.filtered > 0) parts.push(`${grouped(step.filtered)} filtered`);
  if (step.state === 'NOT_REACHED') return `${step.step}: not reached yet`;
  return parts.join(', ');
}

export function Flow({ run }) {
  const narrow = useMedia('(max-width: 760px)');
  if (run.steps.length === 0) {
    return html`<p class="quiet">The run's definition is not known yet.</p>`;
  }
  const { lanes, depth, lane, deepest } = laidOut(run.steps);
  const size = narrow ? NARROW : WIDE;
  const at = name => narrow
    ? { x: size.pad + lane.get(name) * size.across, y: size.pad + depth.get(name) * size.along }
    : { x: size.pad + depth.get(name) * size.along, y: size.pad + lane.get(name) * size.across };
  const branch = narrow ? 84 : 0;
  const width = narrow ? size.pad * 2 + (lanes - 1) * size.across + size.w + branch : size.pad * 2 + deepest * size.along + size.w;
  const height = narrow ? size.pad * 2 + deepest * size.along + size.h + 20
    : size.pad * 2 + (lanes - 1) * size.across + size.h + Math.max(14, ...run.steps.map(below));
  return html`<div class="flow-wide"><svg class="flow-picture" viewBox="0 0 ${width} ${height}"
      style=${{ maxWidth: `${width * (narrow ? 1.1 : 1.15)}px` }} role="img"
      aria-label=${run.steps.map(says).join('. ')}>
    ${run.steps.filter(step => step.upstream !== null).map(step =>
      html`<${Edge} key=${`to ${step.step}`} from=${at(step.upstream)} to=${at(step.step)} step=${step}
        sent=${run.steps.find(each => each.step === step.upstream)?.out ?? 0} size=${size} narrow=${narrow} />`)}
    ${run.steps.map(step => html`<${Box} key=${step.step} step=${step} at=${at(step.step)} size=${size} narrow=${narrow}
      slow=${run.bottleneck?.step === step.step && run.bottleneck.kind !== 'READING'} />`)}
  </svg></div>`;
}

/** How much room the branches under a step take. */
const below = step => 24 + 14 * ([step.rejected, step.deadLettered, step.filtered].filter(count => count > 0).length - 1);

function Edge({ from, to, step, sent, size, narrow }) {
  const untouched = step.state === 'NOT_REACHED';
  const [x1, y1, x2, y2] = narrow
    ? [from.x + size.w / 2, from.y + size.h, to.x + size.w / 2, to.y]
    : [from.x + size.w, from.y + size.h / 2, to.x, to.y + size.h / 2];
  const path = narrow
    ? `M${x1},${y1} C${x1},${(y1 + y2) / 2} ${x2},${(y1 + y2) / 2} ${x2},${y2 - 6}`
    : `M${x1},${y1} C${(x1 + x2) / 2},${y1} ${(x1 + x2) / 2},${y2} ${x2 - 6},${y2}`;
  const tip = narrow ? `M${x2 - 4},${y2 - 7} L${x2},${y2 - 1} L${x2 + 4},${y2 - 7}`
    : `M${x2 - 7},${y2 - 4} L${x2 - 1},${y2} L${x2 - 7},${y2 + 4}`;
  const label = step.backlog > 0 ? `${grouped(step.backlog)} wait` : sent > 0 ? grouped(sent) : '';
  return html`<g>
    <path class="edge ${untouched ? 'untouched' : ''}" d=${path} /><path class="edge" d=${tip} />
    <text class="on-edge" x=${narrow ? x2 + 8 : (x1 + x2) / 2 + (y1 === y2 ? 0 : 2)}
      y=${narrow ? y2 - 16 : y2 > y1 ? y2 + 16 : y2 - 8}
      style=${narrow ? { textAnchor: 'start' } : {}}>${label}</text>
  </g>`;
}

function Box({ step, at, size, narrow, slow }) {
  const target = step.table === null ? step.kind.toLowerCase() : `into ${short(step.table, 14)}`;
  const count = step.state === 'NOT_REACHED' ? 'not reached yet'
    : step.upstream === null ? `${grouped(step.in)} read`
      : step.table !== null ? `${grouped(step.out)} loaded` : `${grouped(step.in)} in, ${grouped(step.out)} out`;
  return html`<g>
    <rect class="box ${shapeOf(step)} ${slow ? 'slow' : ''}" x=${at.x} y=${at.y} width=${size.w} height=${size.h} rx="8" />
    <text class="title" x=${at.x + 12} y=${at.y + 21}>${short(step.step, 17)}</text>
    <text class="small" x=${at.x + 12} y=${at.y + 37}>${target}</text>
    <text x=${at.x + 12} y=${at.y + 54}>${count}</text>
    <${Branches} step=${step} at=${at} size=${size} narrow=${narrow} />
  </g>`;
}

/** Where records leave: rejects and dead letters, and what a filter drops. */
function Branches({ step, at, size, narrow }) {
  const leaving = [[step.rejected, 'rejects', 'reject-count', '▲', 'rejected'],
    [step.deadLettered, 'dead', 'dead-count', '✘', 'dead'],
    [step.filtered, '', 'small', '○', 'filtered']].filter(([count]) => count > 0);
  return leaving.map(([count, edge, text, glyph, words], i) => {
    const x = narrow ? at.x + size.w : at.x + 14 + i * 22;
    const y = narrow ? at.y + 16 + i * 20 : at.y + size.h;
    return narrow
      ? html`<path key=${words} class="edge ${edge}" d="M${x},${y} h8" />
        <text key=${`${words} count`} class=${text} x=${x + 12} y=${y + 4}>${glyph} ${grouped(count)}</text>`
      : html`<path key=${words} class="edge ${edge}" d="M${x},${y} v${8 + (leaving.length - 1 - i) * 14} q0,6 6,6 h4" />
        <text key=${`${words} count`} class=${text} x=${x + 13}
          y=${y + 18 + (leaving.length - 1 - i) * 14}>${glyph} ${grouped(count)} ${words}</text>`;
  });
}
