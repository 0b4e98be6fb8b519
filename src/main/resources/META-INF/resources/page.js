import { example, messages } from './messages.js';
import { curl, draw } from './result.js';

const element = (id) => document.getElementById(id);
const ENDPOINT = '/api/v1/answers';
const FIELDS = ['context', 'question'];

let language = remembered() ?? (navigator.language.startsWith('ko') ? 'ko' : 'en');
let flight = null; // AbortController of the question under way
let last = null; // what is shown: {question, context, body, reply, chosen}
let countdown = 0;

const say = () => messages[language];

/** Storage may be forbidden; the page works without it. */
function remembered() {
  try {
    const saved = localStorage.getItem('language');
    return Object.hasOwn(messages, saved) ? saved : null;
  } catch {
    return null;
  }
}

function remember() {
  try {
    localStorage.setItem('language', language);
  } catch {
    // The choice then lasts as long as the page.
  }
}

function make(tag, text, className = '') {
  const node = document.createElement(tag);
  node.textContent = text;
  node.className = className;
  return node;
}

function translate() {
  document.documentElement.lang = language;
  document.title = say().title;
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = say()[node.dataset.text];
  element('language').textContent = say().other;
  element('language').lang = language === 'ko' ? 'en' : 'ko';
  forgetErrors(); // what the server said is in the other language
  if (flight) status(say().reading);
  else if (last) show();
}

async function ask(event) {
  event.preventDefault();
  flight?.abort();
  const mine = (flight = new AbortController());
  const question = element('question').value;
  const context = element('context').value;
  const body = JSON.stringify({ question, context, options: { topK: 3 } });
  forgetErrors();
  busy(true);
  status(say().reading);
  const received = await send(body, mine.signal);
  if (flight !== mine) return; // a newer question has taken over
  flight = null;
  busy(false);
  if (received.ok) {
    last = { question, context, body, reply: received.reply, chosen: 0 };
    show();
  } else if (received.reply) {
    forgetAnswer();
    refuse(received.reply, received.wait);
  } else if (received.failure === 'cancelled') {
    status('');
  } else {
    fail(received.failure);
  }
}

/** Never throws: a reply, or the name of the failure. */
async function send(body, signal) {
  const headers = { 'Content-Type': 'application/json', 'Accept-Language': language };
  try {
    const response = await fetch(ENDPOINT, { method: 'POST', headers, body, signal });
    return { ok: response.ok, wait: Number(response.headers.get('Retry-After')), reply: await response.json() };
  } catch (failure) {
    if (failure.name === 'AbortError') return { failure: 'cancelled' };
    return { failure: failure instanceof SyntaxError ? 'unreadable' : 'offline' };
  }
}

function show() {
  const { answered, answers } = last.reply;
  draw(last, say());
  element('curl').textContent = curl(location.origin + ENDPOINT, last.body);
  element('json').textContent = JSON.stringify(last.reply, null, 2);
  element('result').hidden = false;
  status(answered ? say().done(answers.length, answers[0].score) : say().none, answered ? '' : 'none');
}

function busy(on) {
  element('cancel').hidden = !on;
  element('form').setAttribute('aria-busy', String(on));
  element('result').classList.toggle('stale', on);
}

function status(text, kind = '') {
  element('status').className = kind;
  element('status').textContent = text;
}

function forgetAnswer() {
  last = null;
  element('result').hidden = true;
}

function forgetErrors() {
  clearInterval(countdown);
  status('');
  for (const id of FIELDS) {
    element(`${id}-error`).textContent = '';
    element(id).removeAttribute('aria-invalid');
  }
}

/** No answer came: the last one stays readable. */
function fail(kind) {
  const retry = make('button', say().retry, 'quiet');
  retry.type = 'button';
  retry.addEventListener('click', () => element('form').requestSubmit());
  status(`${say()[kind]} `, 'error');
  element('status').append(retry);
}

/** A problem document: what concerns a field goes to the field, a wait counts down. */
function refuse(problem, seconds) {
  const detail = problem.detail ?? problem.title;
  status([detail, problem.requestId && say().requestId(problem.requestId)].filter(Boolean).join(' · '), 'error');
  const large = problem.status === 413 ? [{ pointer: '#/context', detail: '' }] : []; // the status says it already
  for (const error of [...(problem.errors ?? []), ...large]) {
    const id = FIELDS.find((field) => error.pointer === `#/${field}`);
    if (!id) continue;
    element(id).setAttribute('aria-invalid', 'true');
    element(`${id}-error`).textContent = error.detail;
  }
  document.querySelector('[aria-invalid]')?.focus();
  if (seconds > 0) wait(seconds);
}

function wait(seconds) {
  const note = element('status').appendChild(make('span', ` · ${say().wait(seconds)}`));
  note.setAttribute('aria-live', 'off'); // said once, not every second
  countdown = setInterval(() => {
    seconds -= 1;
    note.textContent = ` · ${seconds > 0 ? say().wait(seconds) : say().again}`;
    if (seconds <= 0) clearInterval(countdown);
  }, 1000);
}

element('context').value = example.context;
element('question').value = example.questions[0];
for (const question of example.questions) {
  const button = make('button', question, 'quiet');
  button.type = 'button';
  button.lang = 'ko';
  button.addEventListener('click', () => {
    element('question').value = question;
    element('form').requestSubmit();
  });
  element('examples').append(button, ' ');
}
element('form').addEventListener('submit', ask);
element('question').addEventListener('keydown', (event) => {
  // The Enter that ends the composition of a syllable does not ask; Safari tells it by 229 only.
  if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
});
element('cancel').addEventListener('click', () => {
  flight?.abort();
  element('question').focus();
});
element('language').addEventListener('click', () => {
  language = language === 'ko' ? 'en' : 'ko';
  remember();
  translate();
});
translate();
