import { choose } from './parts.js';
import { Past } from './past.js';
import { ask, limits } from './service.js';
import { read, write } from './settings.js';
import { clear, collect, current, paint, show, Unreadable } from './tab.js';
import { load, translate } from './texts.js';
import * as view from './view.js';

const { element } = view;
const CANCEL_AFTER = 1000;
/** The gesture that opened the panel is over by then, and what comes later is another one. */
const SETTLED = 1500;

let settings = await read();
let text = await load(settings.language);
const past = new Past(settings.history);
let flight = null; // AbortController of the question under way
let shown = { answers: [], index: 0 }; // answers with their places on the page, and which is looked at
let tab = null;
let scope = 'page';
let pasting = false;
let timer = 0;

/** Asks the question that stands in the box about what is chosen, and shows what comes. */
async function answer() {
  const question = element('question').value.trim();
  if (question === '') return element('question').focus();
  flight?.abort();
  const mine = (flight = new AbortController());
  await forget();
  view.state('loading', text('reading'));
  const late = setTimeout(() => view.visible('cancel', true), CANCEL_AFTER);
  past.add(question);
  const outcome = await attempt(question, mine.signal);
  clearTimeout(late);
  if (flight !== mine) return; // a newer question has taken over
  flight = null;
  if (outcome.reply) await present(outcome);
  else refuse(outcome);
}

/** Never throws: what service.js gives, or {unreadable: reason}. */
async function attempt(question, signal, options = {}) {
  try {
    tab = await current();
    const source = pasting ? { text: element('paste').value } : await collect(tab, { mainOnly: settings.mainOnly, selection: scope === 'selection' });
    if (source.text.trim() === '') return { unreadable: 'unreadableEmpty' };
    const known = await limits(settings, text.language, signal);
    if (!known.reply) return known;
    const part = choose(source.text, question, known.reply.contextChars);
    const request = { question, context: part.text, options: { topK: settings.topK, ...options } };
    const progress = (done, total) => total > 8 && view.state('loading', text('readingLong', done, total));
    return { ...(await ask(settings, text.language, request, { signal, progress })), part };
  } catch (failure) {
    if (failure instanceof Unreadable) return { unreadable: failure.reason };
    throw failure;
  }
}

async function present({ reply, part }) {
  view.visible('partial', part.partial);
  if (!reply.answered) {
    view.state('none', text('none'));
    view.visible('result', false);
    element('guess').open = false;
    view.visible('guess', true);
    return;
  }
  shown = { answers: reply.answers.map((found) => ({ ...found, start: part.map(found.start), end: part.map(found.end - 1) + 1 })), index: 0 };
  view.answers(shown, text, { go, copy });
  const sure = reply.answers[0].score >= view.FAIR;
  view.state(sure ? 'answered' : 'low', sure ? text('found', reply.answers.length) : text('low'));
  await mark();
}

/** Paints the answers on the page; on a page that has changed too much, says so. */
async function mark() {
  view.chosen(shown);
  if (pasting) return;
  const places = shown.answers.map(({ start, end, answer: words, snippet }) => ({ start, end, answer: words, snippet: snippet?.text, snippetStart: snippet?.answerStart }));
  try {
    const placed = await paint(tab, places, shown.index, settings.colour);
    if (!placed[shown.index]) view.state('unplaced', text('unplaced'));
  } catch {
    view.state('unplaced', text('unplaced'));
  }
}

async function go(index) {
  const again = index === shown.index;
  shown.index = index;
  if (again && !pasting) {
    const there = await show(tab).catch(() => false);
    if (there) return;
  }
  await mark();
}

async function copy(index) {
  await navigator.clipboard.writeText(shown.answers[index].answer);
  element('status').textContent = text('copied');
}

function step(by) {
  const count = shown.answers.length;
  if (count > 0) go((shown.index + by + count) % count);
}

/** No answer came: says why and what to do. */
function refuse({ failure, problem, wait, unreadable }) {
  view.visible('result', false);
  if (unreadable === 'lost') view.state('lost', text('lost'));
  else if (unreadable) view.state('unreadable', text(unreadable));
  else if (failure === 'cancelled') view.state('idle');
  else if (failure === 'offline') view.state('offline', text(navigator.onLine ? 'offline' : 'noNetwork', settings.endpoint));
  else if (failure) view.state('problem', text('unreadableReply'));
  else if (problem.status === 401 || problem.status === 403) view.state('auth', text('auth'));
  else {
    const first = problem.errors?.[0]?.detail;
    view.state(wait > 0 ? 'limited' : 'problem', [problem.detail ?? problem.title, first].filter(Boolean).join(' '));
    if (wait > 0) count(wait);
  }
  if (unreadable && unreadable !== 'lost') paste(true);
}

function count(seconds) {
  const node = element('countdown');
  view.visible('countdown', true);
  const say = () => (node.textContent = seconds > 0 ? text('wait', seconds) : text('again'));
  say();
  timer = setInterval(() => {
    seconds -= 1;
    say();
    if (seconds <= 0) clearInterval(timer);
  }, 1000);
}

/** Takes everything of the last question away, from panel and page. */
async function forget() {
  clearInterval(timer);
  shown = { answers: [], index: 0 };
  for (const id of ['countdown', 'partial', 'guess']) view.visible(id, false);
  view.answers(shown, text, {});
  if (tab && !pasting) await clear(tab);
}

function paste(on) {
  pasting = on;
  view.visible('paste-box', on);
  element('use-paste').textContent = text(on ? 'usePage' : 'usePaste');
  chip();
}

function chip() {
  element('scope').textContent = text(pasting ? 'scopePaste' : scope === 'selection' ? 'scopeSelection' : 'scopePage');
}

/** The best guess behind the disclosure is asked for only when somebody wants to see it. */
async function guess() {
  if (!element('guess').open) return;
  element('guess-text').textContent = text('reading');
  const outcome = await attempt(element('question').value.trim(), undefined, { noAnswer: false, topK: 1 });
  element('guess-text').textContent = outcome.reply?.answers[0]?.answer ?? text('noGuess');
}

async function allow() {
  const origin = tab?.url ? `${new URL(tab.url).origin}/*` : null;
  const granted = await chrome.permissions.request({ origins: origin ? [origin] : ['https://*/*', 'http://*/*'] });
  if (granted) answer();
}

async function begin() {
  translate(text);
  element('first-text').textContent = text('firstText', settings.endpoint);
  view.visible('first', !settings.seen);
  if (!settings.seen) view.state('first');
  tab = await current();
  const key = `scope:${tab?.id}`;
  scope = (await chrome.storage.session.get(key))[key] ?? 'page';
  paste(false);
  element('question').focus();
}

function keys(event) {
  const composing = event.isComposing || event.keyCode === 229; // Enter that ends a syllable does not ask
  if (event.target.id === 'question' && !composing) {
    if (event.key === 'Enter') {
      event.preventDefault();
      return answer();
    }
    const earlier = { ArrowUp: () => past.earlier(), ArrowDown: () => past.later() }[event.key]?.();
    if (earlier !== undefined) element('question').value = earlier;
  }
  if (event.key === 'F3') {
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  }
  if (event.key === 'Escape' && !composing) escape();
}

/** First the question under way, then what is shown, then the panel. */
async function escape() {
  if (flight) return element('cancel').click();
  if (shown.answers.length === 0 && element('question').value === '') return close();
  element('question').value = '';
  await forget();
  view.state('idle');
}

element('form').addEventListener('submit', (event) => {
  event.preventDefault();
  answer();
});
document.addEventListener('keydown', keys);
element('retry').addEventListener('click', answer);
element('allow').addEventListener('click', allow);
element('previous').addEventListener('click', () => step(-1));
element('next').addEventListener('click', () => step(1));
element('use-paste').addEventListener('click', () => paste(!pasting));
element('guess').addEventListener('toggle', guess);
element('cancel').addEventListener('click', () => {
  flight?.abort();
  element('question').focus();
});
element('clear').addEventListener('click', async () => {
  await forget();
  view.state('idle');
});
for (const id of ['settings', 'check-key']) element(id).addEventListener('click', () => chrome.runtime.openOptionsPage());
element('first-ok').addEventListener('click', async () => {
  settings.seen = true;
  await write({ seen: true });
  view.visible('first', false);
  view.state('idle');
  element('question').focus();
});
chrome.storage.onChanged.addListener(async (changes, area) => {
  if (area === 'session' && changes.asked) {
    // The same icon or shortcut again: away with the panel if it is where the user is, else there it is.
    const again = changes.asked.newValue.tab === tab?.id && performance.now() > SETTLED;
    if (again && document.hasFocus()) return close();
    await begin();
  } else if (area === 'local') {
    settings = await read();
    text = await load(settings.language);
    translate(text);
    chip();
  }
});
await begin();
