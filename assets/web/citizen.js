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
const OUTBOX = 'outbox';
const DRAFT = 'draft ';
const PAGES = 'pages-1';
const FILES = 'files-1';
const SYNC = 'outbox';
const KEPT_FOR = 7 * 24 * 3600 * 1000;
const SOON_MILLISECONDS = 4000;
const RETRY_MILLISECONDS = 20000;
const FIRST_PAGES = ['/', '/basvuru', '/takip'];

// The outbox: forms that wait, each under its id.
function outbox(mode, use) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(OUTBOX, { keyPath: 'id' });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(OUTBOX, mode);
      const request = use(transaction.objectStore(OUTBOX));
      transaction.oncomplete = () => { opening.result.close(); resolve(request.result); };
      transaction.onabort = () => { opening.result.close(); reject(transaction.error); };
    };
  });
}
const put = (waiting) => outbox('readwrite', (all) => all.put(waiting));
const remove = (id) => outbox('readwrite', (all) => all.delete(id));
const waitingOnes = () => outbox('readonly', (all) => all.getAll());

// Sends one form that waits. One that was not taken as it is stays, and is not tried again by itself.
async function sendWaiting(waiting) {
  const form = new FormData();
  waiting.fields.forEach(([name, value]) => form.append(name, value));
  waiting.files.forEach((file) => form.append('files', file.blob, file.name));
  // Nobody is here to be asked: what is merely unusual goes as it is.
  form.append('seen', '*');
  const answer = await fetch(waiting.path, { method: 'POST', body: form, credentials: 'same-origin' });
  if (answer.ok && answer.redirected) {
    await put({ id: waiting.id, at: Date.now(), sent: answer.url });
  } else if (answer.status === 422 || answer.status === 400 || answer.status === 404) {
    await put(Object.assign({}, waiting, { wrong: true }));
  } else {
    throw new Error('not now');
  }
}

let sending = null;
function sendAll() {
  sending = sending || (async () => {
    try {
      for (const waiting of await waitingOnes()) {
        if (!waiting.sent && !waiting.wrong) await sendWaiting(waiting);
        if (waiting.sent && waiting.at < Date.now() - KEPT_FOR) await remove(waiting.id);
      }
    } finally { sending = null; }
  })();
  return sending;
}

if (typeof document === 'undefined') worker(); else page();

function worker() {
  self.addEventListener('install', (event) => {
    event.waitUntil((async () => {
      await caches.delete(FILES);
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
    if (sentence) {
      const p = document.createElement('p');
      p.textContent = sentence;
      box.append(p);
    }
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
    const waiting = await waitingOnes();
    const wrong = waiting.find((one) => one.wrong);
    const sent = waiting.find((one) => one.sent);
    if (wrong) {
      tell(said.wrong, [link(said.open, wrong.path), button(said.forget, () => forget(wrong))]);
    } else if (waiting.some((one) => !one.sent)) {
      tell(said.waiting, []);
    } else if (sent) {
      const address = sent.sent;
      tell('', [link(said.sent, address)]);
      if (location.href === address) { await remove(sent.id); box.hidden = true; }
    }
  }
  async function forget(waiting) {
    await remove(waiting.id);
    location.reload();
  }
  async function sendNow() {
    const before = await waitingOnes();
    if (!before.length) return;
    if (before.some((one) => !one.sent && !one.wrong)) {
      tell(said.sending, []);
      await sendAll().catch(() => {});
    }
    // The worker may have sent it meanwhile.
    await tellWaiting();
  }
  const quietly = (work) => work().catch(() => {});
  quietly(async () => { await tellWaiting(); await sendNow(); });
  window.addEventListener('online', () => quietly(sendNow));
  setInterval(() => quietly(sendNow), RETRY_MILLISECONDS);

  const soon = () => setTimeout(() => quietly(sendNow), SOON_MILLISECONDS);
  if (form) keepForm(form, { tell, button, said, tellWaiting, soon });
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

  const forget = page.button(page.said.forget, () => {
    forgetDraft();
    form.reset();
    box.hidden = true;
  });
  const box = document.getElementById('telefon');
  const fill = (fields) => {
    fields.forEach(([name, value]) => {
      const field = form.elements[name];
      if (!field) return;
      if (field instanceof RadioNodeList) {
        const option = Array.from(field).find((one) => one.value === value);
        if (option) { option.checked = true; for (let up = option.closest('details'); up; up = up.parentElement.closest('details')) up.open = true; }
      } else { field.value = value; }
    });
  };
  // A browser may forbid keeping anything; then the form is as it would be without a script.
  const keep = () => {
    try { localStorage.setItem(DRAFT + path, JSON.stringify({ at: Date.now(), fields: typed() })); } catch (forbidden) { /* nothing is kept */ }
  };
  const draft = () => {
    try { return JSON.parse(localStorage.getItem(DRAFT + path)); } catch (forbidden) { return null; }
  };
  const forgetDraft = () => {
    try { localStorage.removeItem(DRAFT + path); } catch (forbidden) { /* nothing is kept */ }
  };
  (async () => {
    if (isAnswer || JSON.stringify(typed()) !== empty) return;
    const wrong = (await waitingOnes().catch(() => [])).find((one) => one.wrong && one.path === path);
    if (wrong) return fill(wrong.fields);
    const kept = draft();
    if (!kept) return;
    if (kept.at < Date.now() - KEPT_FOR) return forgetDraft();
    if (JSON.stringify(kept.fields) === empty) return;
    fill(kept.fields);
    if (box.hidden) page.tell(page.said.kept, [forget]);
  })();
  form.addEventListener('input', keep);
  form.addEventListener('change', keep);

  form.addEventListener('submit', (event) => {
    const pressed = event.submitter;
    event.preventDefault();
    if (pressed && pressed.value === 'find') look(); else send(pressed);
  });
  // What was kept of this form, and what waited here because it was wrong.
  async function forgetKept() {
    forgetDraft();
    const wrong = (await waitingOnes()).filter((one) => one.wrong && one.path === path);
    for (const one of wrong) await remove(one.id);
  }
  async function send(pressed) {
    const body = new FormData(form);
    if (pressed) { body.append(pressed.name, pressed.value); pressed.disabled = true; }
    page.tell(page.said.sending, []);
    try {
      const answer = await fetch(path, { method: 'POST', body, credentials: 'same-origin' });
      if (answer.ok && answer.redirected) {
        await forgetKept().catch(() => {});
        form.reset();
        location.assign(answer.url);
        return;
      }
      if (answer.status >= 500 || answer.status === 429) throw new Error('not now');
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
    const news = document.querySelector('main [autofocus]') || document.querySelector('main h1');
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
      // Nobody will be there to choose among topics that are found.
      if (name === 'topic_query') return;
      if (typeof value === 'string') fields.push([name, value]);
      else if (value.name) files.push({ name: value.name, blob: value });
    });
    try {
      await put({ id: id.value, path, at: Date.now(), fields, files });
    } catch (full) {
      // No room for the photographs, or keeping is forbidden: what was typed stays in the form.
      page.tell(page.said.full, []);
      return;
    }
    forgetDraft();
    // Its words wait already; sent again they would be another application.
    form.hidden = true;
    const registered = 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistration() : null;
    if (registered && registered.sync) await registered.sync.register(SYNC).catch(() => {});
    await page.tellWaiting();
    page.soon();
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
