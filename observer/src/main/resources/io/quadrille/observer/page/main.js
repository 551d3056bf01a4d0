// The page: which view the address names, and one connection that tells it what changes.
import { html, render, useState, useEffect, useCallback } from './vendor/htm-preact-3.1.1.js';
import * as api from './api.js';
import { RunsView } from './runs.js';
import { RunView } from './run.js';

function route() {
  const match = location.pathname.match(/^\/runs\/([^/]+)$/);
  if (match === null) return { name: 'runs' };
  const attempt = new URLSearchParams(location.search).get('attempt');
  return { name: 'run', run: decodeURIComponent(match[1]), attempt: attempt ?? undefined };
}

function Page() {
  const [at, setAt] = useState(route);
  const [about, setAbout] = useState(null);
  const [connected, setConnected] = useState(null);
  const setTitle = useCallback(title => { document.title = title; }, []);

  const read = useCallback(() => api.about().then(setAbout, () => undefined), []);
  useEffect(() => { read(); }, [read]);

  const live = useCallback((run, heard) => api.listen(run, (name, told) => {
    if (name === 'connection') setConnected(told);
    else heard(name, told);
    if (name === 'reset') read();
  }), [read]);

  useEffect(() => {
    const moved = () => {
      setAt(route());
      window.scrollTo(0, 0);
      requestAnimationFrame(() => document.querySelector('h1')?.focus({ preventScroll: true }));
    };
    const clicked = event => {
      const link = event.target.closest?.('a[href^="/"]');
      if (!link || link.hasAttribute('download') || link.getAttribute('href').startsWith('/api/')
        || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      history.pushState(null, '', link.getAttribute('href'));
      moved();
    };
    document.addEventListener('click', clicked);
    addEventListener('popstate', moved);
    return () => {
      document.removeEventListener('click', clicked);
      removeEventListener('popstate', moved);
    };
  }, []);

  return html`<a class="skip" href="#main">To the content</a>
    <header class="top">
      <a class="name" href="/"><img src="/page/icon.svg" alt="" />Quadrille</a>
      <span class="place theirs">${about?.place ?? ''}</span>
      <span class="live" role="status"><span class="dot ${connected === null ? '' : connected ? 'on' : 'off'}"></span>
        ${connected === null ? 'connecting …' : connected ? 'live' : 'no connection, trying again …'}</span>
    </header>
    <main id="main">
      ${at.name === 'runs'
        ? html`<${RunsView} live=${live} setTitle=${setTitle} />`
        : html`<${RunView} key=${`${at.run}/${at.attempt}`} run=${at.run} attempt=${at.attempt} live=${live}
            amends=${about?.amends ?? false} republishes=${about?.republishes ?? false} setTitle=${setTitle} />`}
    </main>`;
}

render(html`<${Page} />`, document.getElementById('page'));
