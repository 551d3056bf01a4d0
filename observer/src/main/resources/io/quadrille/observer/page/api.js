// What the page asks the server, and what the server tells by itself.

/** An answer that is a problem (RFC 9457), with its sentence. */
export class Problem extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

async function answer(response) {
  const json = await response.json().catch(() => null);
  if (response.ok) return json;
  throw new Problem(response.status, json?.detail ?? `The server answers ${response.status}.`);
}

function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

const get = async (path, parameters = {}) => {
  let response;
  try {
    response = await fetch(path + query(parameters), { headers: { Accept: 'application/json' } });
  } catch {
    throw new Problem(0, 'The server does not answer. If it was stopped, start it again with: quadrille serve');
  }
  return answer(response);
};

const of = run => `/api/runs/${encodeURIComponent(run)}`;

export const about = () => get('/api/about');
export const runs = parameters => get('/api/runs', parameters);
export const run = (id, attempt) => get(of(id), { attempt });
export const series = (id, attempt) => get(`${of(id)}/series`, { attempt });
export const record = (id, attempt, line) => get(`${of(id)}/records/${encodeURIComponent(line)}`, { attempt });
export const rejects = (id, parameters) => get(`${of(id)}/rejects`, parameters);
export const csvOf = (id, parameters) => `${of(id)}/rejects${query({ format: 'csv', ...parameters })}`;

/** Asks for a run to be mended; a dry run only tells what would be sent. */
export async function amend(id, attempt, action, body, key) {
  const { token } = await about();
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
  if (token !== null) headers['X-Quadrille-Token'] = token;
  if (key !== undefined) headers['Idempotency-Key'] = key;
  return answer(await fetch(`${of(id)}/${action}${query({ attempt })}`, {
    method: 'POST', headers, body: JSON.stringify(body)
  }));
}

/**
 * Listens until it is closed: tells changed runs, runs that are gone, when to read everything again, and how the
 * connection is. A browser asks again by itself after a break, but not after a refusal.
 */
export function listen(id, heard) {
  let source = null;
  let again = null;
  const open = () => {
    source = new EventSource(`/api/events${query({ run: id })}`);
    source.onopen = () => heard('connection', true);
    for (const name of ['run', 'gone', 'reset', 'trouble']) {
      source.addEventListener(name, event => heard(name, JSON.parse(event.data)));
    }
    source.onerror = () => {
      heard('connection', false);
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, 2000);
    };
  };
  open();
  return () => {
    clearTimeout(again);
    source.close();
  };
}
