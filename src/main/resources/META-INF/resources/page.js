import { examples } from './examples.js';
import { takesDrops, text } from './file.js';
import { messages } from './messages.js';
import { curl, draw } from './result.js';
import { ask as send, ENDPOINT, most } from './service.js';

const element = (id) => document.getElementById(id);
const FIELDS = ['context', 'question'];

let language = remembered() ?? (navigator.language.startsWith('ko') ? 'ko' : 'en');
let flight = null; // AbortController of the question under way
let last = null; // what is shown: {question, context, body, reply, chosen}
let countdown = 0;
let limit = 50000; // characters of a passage

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
  [...element('example').options].forEach((option, index) => (option.textContent = examples[index].name[language]));
  count();
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
  const received = await send(body, {
    language,
    key: element('key').value.trim(),
    signal: mine.signal,
    progress: (done, total) => flight === mine && total > 8 && status(say().readingLong(done, total)),
  });
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
  if (problem.status === 401) {
    element('locked').hidden = false;
    element('key').focus();
  }
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

/** Fills in an example, with its questions as buttons. */
function choose(index) {
  const { context, questions } = examples[index];
  element('context').value = context;
  element('question').value = questions[0];
  const buttons = questions.map((question) => {
    const button = make('button', question, 'quiet');
    button.type = 'button';
    button.lang = 'ko';
    button.addEventListener('click', () => {
      element('context').value = context;
      element('question').value = question;
      count();
      element('form').requestSubmit();
    });
    return button;
  });
  element('examples').replaceChildren(...buttons.flatMap((button) => [button, ' ']));
  count();
}

function count() {
  element('letters').textContent = say().letters(element('context').value.length, limit);
}

async function take(file) {
  const found = file.size > 4 * limit ? '' : await text(file); // no character takes more bytes than four
  forgetErrors();
  if (found === null) status(say().noText, 'error');
  else if (found === '' || found.length > limit) status(say().tooLarge(limit), 'error');
  else {
    forgetAnswer();
    element('context').value = found;
    count();
    element('question').select();
  }
}

for (const { name } of examples) element('example').append(make('option', name[language]));
element('example').addEventListener('change', ({ target }) => {
  forgetErrors();
  forgetAnswer();
  choose(target.selectedIndex);
});
element('context').addEventListener('input', count);
element('open').addEventListener('click', () => element('file').click());
element('file').addEventListener('change', ({ target }) => {
  if (target.files[0]) take(target.files[0]);
  target.value = '';
});
takesDrops(element('context'), take);
element('copy-curl').addEventListener('click', async () => {
  await navigator.clipboard.writeText(element('curl').textContent);
  status(say().copied);
});
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
choose(0);
translate();
limit = await most();
count();
