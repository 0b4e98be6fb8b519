import { example, messages } from './messages.js';

const element = (id) => document.getElementById(id);
const ENDPOINT = '/api/v1/answers';

let language = remembered() ?? (navigator.language.startsWith('ko') ? 'ko' : 'en');
let flight = null; // AbortController of the question under way
let last = null; // what is shown: {context, question, reply}
let countdown = 0;

const say = () => messages[language];

function remembered() {
  const saved = localStorage.getItem('language');
  return saved in messages ? saved : null;
}

function make(tag, text, className) {
  const node = document.createElement(tag);
  node.textContent = text;
  if (className) node.className = className;
  return node;
}

function translate() {
  document.documentElement.lang = language;
  document.title = say().title;
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = say()[node.dataset.text];
  element('language').textContent = say().other;
  element('language').lang = language === 'ko' ? 'en' : 'ko';
  if (last) show(last);
}

async function ask(event) {
  event.preventDefault();
  flight?.abort();
  clearInterval(countdown);
  flight = new AbortController();
  const mine = flight;
  const asked = { question: element('question').value, context: element('context').value };
  clear();
  busy(true);
  try {
    const response = await fetch(ENDPOINT, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
      body: JSON.stringify({ ...asked, options: { topK: 3 } }),
      signal: mine.signal,
    });
    const reply = await response.json();
    if (response.ok) show({ ...asked, reply });
    else refuse(reply, Number(response.headers.get('Retry-After')));
  } catch (failure) {
    if (failure.name !== 'AbortError') status(failure instanceof SyntaxError ? say().unreadable : say().offline, 'error');
  } finally {
    if (flight === mine) busy(false);
  }
}

function clear() {
  last = null;
  element('result').hidden = true;
  for (const id of ['context', 'question']) {
    element(`${id}-error`).textContent = '';
    element(id).removeAttribute('aria-invalid');
  }
}

function busy(on) {
  element('cancel').hidden = !on;
  element('form').setAttribute('aria-busy', String(on));
  if (on) status(say().reading);
  else if (element('status').textContent === say().reading) status('');
}

function status(text, kind = '') {
  element('status').className = kind;
  element('status').textContent = text;
}

/** A problem document: field errors go to their fields, a wait counts down. */
function refuse(problem, seconds) {
  status([problem.detail, problem.requestId && say().requestId(problem.requestId)].filter(Boolean).join(' · '), 'error');
  for (const error of problem.errors ?? []) {
    const field = element(error.pointer.slice(2));
    if (!field) continue;
    field.setAttribute('aria-invalid', 'true');
    element(`${field.id}-error`).textContent = error.detail;
  }
  document.querySelector('[aria-invalid]')?.focus();
  if (seconds > 0) wait(seconds);
}

function wait(seconds) {
  const note = element('status').appendChild(make('span', ` ${say().wait(seconds)}`));
  note.setAttribute('aria-hidden', 'true'); // one announcement is enough
  countdown = setInterval(() => {
    seconds -= 1;
    note.textContent = ` ${seconds > 0 ? say().wait(seconds) : say().again}`;
    if (seconds <= 0) clearInterval(countdown);
  }, 1000);
}

function show(shown) {
  last = shown;
  const { reply, context } = shown;
  const percent = (score) => `${Math.round(score * 100)}%`;
  const entries = reply.answers.map((answer, index) => entry(answer, index, percent));
  element('answers').replaceChildren(...entries);
  element('result').hidden = false;
  mark(context, reply.answers, 0);
  const noAnswer = say().noAnswerScore(percent(reply.noAnswer.score));
  const spent = say().facts(reply.timings.totalMs, reply.usage.windows, `${reply.model.name} ${reply.model.version}`);
  element('facts').textContent = reply.answered ? spent : `${noAnswer} · ${spent}`;
  const body = JSON.stringify({ question: shown.question, context });
  element('curl').textContent = `curl -s ${location.origin}${ENDPOINT} -H 'content-type: application/json' \\\n  -d '${body.replaceAll("'", "'\\''")}'`;
  element('json').textContent = JSON.stringify(reply, null, 2);
  status(reply.answered ? say().done(reply.answers.length) : say().none, reply.answered ? '' : 'none');
}

function entry(answer, index, percent) {
  const item = make('li', '', index === 0 ? 'best' : '');
  const words = make('button', answer.answer, 'words');
  words.type = 'button';
  words.title = say().show;
  words.lang = 'ko';
  words.addEventListener('click', () => mark(last.context, last.reply.answers, index));
  const level = answer.score < 0.3 ? 0 : answer.score < 0.6 ? 1 : 2;
  const bar = document.createElement('meter');
  bar.min = 0;
  bar.max = 1;
  bar.value = answer.score;
  const word = make('span', say().score(say().sure[level], percent(answer.score)), 'score');
  bar.setAttribute('aria-label', word.textContent);
  item.append(words, bar, word);
  return item;
}

/** The passage with all answers marked, the chosen one strongly. Offsets are UTF-16 units, as in JavaScript. */
function mark(context, answers, chosen) {
  const marked = element('marked');
  marked.replaceChildren();
  const places = answers.map((answer, index) => ({ ...answer, index })).sort((a, b) => a.start - b.start);
  let at = 0;
  for (const place of places) {
    if (context.slice(place.start, place.end) !== place.answer) {
      marked.replaceChildren(say().moved);
      return;
    }
    marked.append(context.slice(at, place.start));
    const node = make('mark', place.answer, place.index === chosen ? 'chosen' : '');
    marked.append(node);
    if (place.index === chosen && chosen > 0) node.scrollIntoView({ block: 'nearest' });
    at = place.end;
  }
  marked.append(context.slice(at));
  element('answers').querySelectorAll('.words').forEach((node, i) => node.setAttribute('aria-pressed', String(i === chosen)));
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
  // The Enter that ends the composition of a syllable does not ask.
  if (event.key === 'Enter' && event.isComposing) event.preventDefault();
});
element('cancel').addEventListener('click', () => flight?.abort());
element('language').addEventListener('click', () => {
  language = language === 'ko' ? 'en' : 'ko';
  localStorage.setItem('language', language);
  status('');
  translate();
});
translate();
