// What a lost connection must not take away. One file is both the script of the pages and the service
// worker. Everything works without it.
//
// - What is typed in the form stays on this device until it was sent, seven days at most.
// - A form that cannot be sent now waits here, photographs included, and is sent when the connection is
//   back: by the page, or by the browser itself where it can. Its id was made with the form, so that a
//   form sent twice is one application.
// - Pages that are the same for everybody are kept, so that they open without a connection.
'use strict';

const DATABASE = 'acikkapi';
const DRAFTS = 'drafts';
const OUTBOX = 'outbox';
const PAGES = 'pages-1';
const FILES = 'files-1';
const SYNC = 'outbox';
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const RETRY_MILLISECONDS = 20000;
const FIRST_PAGES = ['/', '/basvuru', '/takip'];

function store(name, mode, use) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(DRAFTS, { keyPath: 'path' });
      opening.result.createObjectStore(OUTBOX, { keyPath: 'id' });
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(name, mode);
      const request = use(transaction.objectStore(name));
      transaction.oncomplete = () => { opening.result.close(); resolve(request.result); };
      transaction.onabort = () => { opening.result.close(); reject(transaction.error); };
    };
  });
}
const put = (name, value) => store(name, 'readwrite', (all) => all.put(value));
const get = (name, key) => store(name, 'readonly', (all) => all.get(key));
const remove = (name, key) => store(name, 'readwrite', (all) => all.delete(key));
const all = (name) => store(name, 'readonly', (all) => all.getAll());

// Sends one form that waits. One that was not taken as it is stays, and is not tried again by itself.
async function sendWaiting(waiting) {
  const form = new FormData();
  waiting.fields.forEach(([name, value]) => form.append(name, value));
  waiting.files.forEach((file) => form.append('files', file.blob, file.name));
  // Nobody is here to be asked: what is merely unusual goes as it is.
  form.append('seen', '*');
  const answer = await fetch(waiting.path, { method: 'POST', body: form, credentials: 'same-origin' });
  if (answer.ok && answer.redirected) {
    await put(OUTBOX, { id: waiting.id, at: Date.now(), sent: answer.url });
  } else if (answer.status === 422 || answer.status === 400 || answer.status === 404) {
    await put(OUTBOX, Object.assign({}, waiting, { wrong: true }));
    await put(DRAFTS, { path: waiting.path, at: Date.now(), fields: waiting.fields });
  } else {
    throw new Error('not now');
  }
}

let sending = null;
function sendAll() {
  sending = sending || (async () => {
    try {
      for (const waiting of await all(OUTBOX)) {
        if (!waiting.sent && !waiting.wrong) await sendWaiting(waiting);
        if (waiting.sent && waiting.at < Date.now() - KEPT_FOR) await remove(OUTBOX, waiting.id);
      }
    } finally { sending = null; }
  })();
  return sending;
}

if (typeof document === 'undefined') worker(); else page();

function worker() {
  self.addEventListener('install', (event) => {
    event.waitUntil((async () => {
      const pages = await caches.open(PAGES);
      const files = await caches.open(FILES);
      for (const path of FIRST_PAGES) {
        const answer = await fetch(path, { credentials: 'same-origin', cache: 'no-cache' });
        if (!answer.ok || isPrivate(answer)) continue;
        const html = await answer.clone().text();
        await pages.put(path, answer);
        const parts = html.match(/"(\/sayfa[^"]*\?[0-9a-f]+|\/sayfa\/[^"]+\.svg)"/g) || [];
        await Promise.all(parts.map(async (part) => {
          const address = part.slice(1, -1);
          if (!await files.match(address)) await files.add(address);
        }));
      }
      await self.skipWaiting();
    })());
  });
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener('sync', (event) => {
    if (event.tag === SYNC) event.waitUntil(sendAll());
  });
  self.addEventListener('fetch', (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== 'GET' || url.origin !== location.origin) return;
    if (event.request.mode === 'navigate') event.respondWith(navigate(event.request, url));
    else if (url.pathname.startsWith('/sayfa')) event.respondWith(file(event.request));
  });
}

const isPrivate = (answer) => /no-store/.test(answer.headers.get('cache-control') || '');

// The network first; without one, the page as it was, or the first page.
async function navigate(request, url) {
  const pages = await caches.open(PAGES);
  try {
    const answer = await fetch(request);
    // In another language every page is another one.
    if (url.pathname.startsWith('/dil/')) await caches.delete(PAGES);
    else if (answer.ok && !answer.redirected && !isPrivate(answer)) await pages.put(url.pathname + url.search, answer.clone());
    return answer;
  } catch (lost) {
    return await pages.match(url.pathname + url.search) || await pages.match('/') || Response.error();
  }
}

async function file(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && new URL(request.url).search) await files.put(request, answer.clone());
  return answer;
}

function page() {
  const said = document.body.dataset;
  const box = document.getElementById('telefon');
  const form = document.querySelector('form[data-form]');
  const tell = (sentence, actions) => {
    box.textContent = '';
    const p = document.createElement('p');
    p.textContent = sentence;
    box.append(p);
    if (actions && actions.length) {
      const row = document.createElement('p');
      row.className = 'actions';
      row.append(...actions);
      box.append(row);
    }
    box.hidden = false;
  };
  const link = (label, address) => {
    const a = document.createElement('a');
    a.className = 'button';
    a.textContent = label;
    a.href = address;
    return a;
  };
  const button = (label, press) => {
    const b = document.createElement('button');
    b.type = 'button';
    b.textContent = label;
    b.addEventListener('click', press);
    return b;
  };

  document.querySelectorAll('[data-print]').forEach((print) => {
    print.hidden = false;
    print.addEventListener('click', () => window.print());
  });
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('/sayfa.js').catch(() => {});

  // What waits on this device, said on every page.
  async function tellWaiting() {
    const waiting = await all(OUTBOX);
    const wrong = waiting.find((one) => one.wrong);
    const sent = waiting.find((one) => one.sent);
    if (wrong) {
      tell(said.wrong, [link(said.open, wrong.path), button(said.forget, () => forget(wrong))]);
    } else if (waiting.some((one) => !one.sent)) {
      tell(said.waiting, []);
    } else if (sent) {
      const address = sent.sent;
      tell('', [link(said.sent, address)]);
      if (location.href === address) { await remove(OUTBOX, sent.id); box.hidden = true; }
    }
  }
  async function forget(waiting) {
    await remove(OUTBOX, waiting.id);
    await remove(DRAFTS, waiting.path);
    location.reload();
  }
  async function sendNow() {
    const before = (await all(OUTBOX)).filter((one) => !one.sent && !one.wrong);
    if (!before.length) return;
    tell(said.sending, []);
    await sendAll().catch(() => {});
    await tellWaiting();
  }
  const quietly = (work) => work().catch(() => {});
  quietly(async () => { await tellWaiting(); await sendNow(); });
  window.addEventListener('online', () => quietly(sendNow));
  setInterval(() => quietly(sendNow), RETRY_MILLISECONDS);

  if (form) keepForm(form, { tell, button, said, tellWaiting });
}

// An id of version 7 (RFC 9562), as the server makes them.
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i--) { bytes[i] = time % 256; time = Math.floor(time / 256); }
  bytes[6] = (bytes[6] & 15) | 112;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function keepForm(form, page) {
  const path = location.pathname;
  const NEVER = ['application', 'secret', 'act', 'seen', 'searched', 'kept', 'installed', 'province'];
  const typed = () => Array.from(new FormData(form)).filter(([name, value]) => typeof value === 'string' && !NEVER.includes(name));
  const empty = JSON.stringify(typed());
  const isAnswer = Boolean(document.querySelector('.errors, .advice'));
  const id = form.querySelector('[name="application"]');

  // A page that was kept has the id of an application that may have been sent.
  if (!isAnswer) id.value = freshId();
  if (matchMedia('(display-mode: standalone)').matches) {
    const installed = document.createElement('input');
    installed.type = 'hidden'; installed.name = 'installed'; installed.value = '1';
    form.append(installed);
  }

  const forget = page.button(page.said.forget, async () => {
    clearTimeout(keeping);
    await remove(DRAFTS, path).catch(() => {});
    form.reset();
    box.hidden = true;
  });
  const box = document.getElementById('telefon');
  const fill = (fields) => {
    const radios = new Set();
    fields.forEach(([name, value]) => {
      const field = form.elements[name];
      if (!field) return;
      if (field instanceof RadioNodeList) {
        radios.add(name);
        const option = Array.from(field).find((one) => one.value === value);
        if (option) { option.checked = true; for (let up = option.closest('details'); up; up = up.parentElement.closest('details')) up.open = true; }
      } else { field.value = value; }
    });
  };
  let keeping = 0;
  const keep = () => put(DRAFTS, { path, at: Date.now(), fields: typed() }).catch(() => {});
  (async () => {
    const draft = await get(DRAFTS, path).catch(() => null);
    if (!draft || isAnswer) return;
    if (draft.at < Date.now() - KEPT_FOR) return remove(DRAFTS, path);
    if (JSON.stringify(draft.fields) === empty || JSON.stringify(typed()) !== empty) return;
    fill(draft.fields);
    if (box.hidden) page.tell(page.said.kept, [forget]);
  })();
  form.addEventListener('input', () => { clearTimeout(keeping); keeping = setTimeout(keep, 400); });
  form.addEventListener('change', () => { clearTimeout(keeping); keeping = setTimeout(keep, 400); });
  window.addEventListener('pagehide', () => { if (JSON.stringify(typed()) !== empty) keep(); });

  form.addEventListener('submit', (event) => {
    const pressed = event.submitter;
    if (pressed && pressed.value === 'find') return;
    event.preventDefault();
    send(pressed);
  });
  async function send(pressed) {
    const body = new FormData(form);
    if (pressed) { body.append(pressed.name, pressed.value); pressed.disabled = true; }
    page.tell(page.said.sending, []);
    try {
      const answer = await fetch(path, { method: 'POST', body, credentials: 'same-origin' });
      if (answer.ok && answer.redirected) {
        clearTimeout(keeping);
        await remove(DRAFTS, path).catch(() => {});
        form.reset();
        location.assign(answer.url);
        return;
      }
      swap(await answer.text());
    } catch (lost) {
      await wait(body);
    }
    if (pressed) pressed.disabled = false;
  }
  // The answer takes the place of the page, as if it had been opened.
  function swap(html) {
    const next = new DOMParser().parseFromString(html, 'text/html');
    document.title = next.title;
    document.querySelector('main').replaceWith(next.querySelector('main'));
    const news = document.querySelector('main [autofocus], main h1');
    news.tabIndex = -1;
    news.focus();
    scrollTo(0, 0);
    const form = document.querySelector('form[data-form]');
    if (form) keepForm(form, page);
  }
  async function wait(body) {
    const fields = [];
    const files = [];
    body.forEach((value, name) => {
      if (typeof value === 'string') fields.push([name, value]);
      else if (value.name) files.push({ name: value.name, blob: value });
    });
    try {
      await put(OUTBOX, { id: id.value, path, at: Date.now(), fields, files });
      await remove(DRAFTS, path);
    } catch (full) {
      // No room for the photographs: the words stay at least, in the form and as a draft.
      await keep();
      page.tell(page.said.waiting, []);
      return;
    }
    form.reset();
    id.value = freshId();
    const registered = 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistration() : null;
    if (registered && registered.sync) await registered.sync.register(SYNC).catch(() => {});
    await page.tellWaiting();
    box.scrollIntoView();
  }

  const query = form.querySelector('#topic_query');
  const found = document.getElementById('topic-found');
  let looking = 0;
  const look = async () => {
    if (!query.value.trim()) return;
    const answer = await fetch(path + '/konu?ara=' + encodeURIComponent(query.value)).catch(() => null);
    if (!answer || !answer.ok) return;
    found.innerHTML = await answer.text();
    form.querySelector('[name="searched"]').value = query.value;
  };
  query.addEventListener('input', () => { clearTimeout(looking); looking = setTimeout(look, 350); });
  query.addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); look(); } });
}
