import { Past } from './past.js';
import * as reading from './reading.js';
import { refusal } from './refusal.js';
import { read, site, write } from './settings.js';
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
let shown = nothing(); // the answers, and which is looked at
let tab = null;
let scope = 'page';
let pasting = false;
let offered = false; // whether the box to paste into came by itself, because the page could not be read
let timer = 0;

/** `tab` is where the answers stand, or null for those of pasted text; `request` is what was sent for them. */
function nothing() {
  return { question: '', answers: [], index: 0, tab: null, request: null, verdict: ['idle', ''] };
}

/** Asks the question in the box; `called` if the icon was pressed for it, so that nothing more can be done to be let in. */
async function answer({ called = false } = {}) {
  const question = element('question').value.trim();
  if (question === '') return element('question').focus();
  flight?.abort();
  const mine = (flight = new AbortController());
  clearInterval(timer);
  for (const id of ['countdown', 'partial', 'guess']) view.visible(id, false);
  view.state('loading', text('reading'));
  const late = setTimeout(() => view.visible('cancel', true), CANCEL_AFTER);
  past.add(question);
  const outcome = await Promise.race([attempt(question, mine.signal), cancelled(mine.signal)]);
  clearTimeout(late);
  if (flight !== mine) return; // a newer question has taken over
  flight = null;
  if (outcome.reply) await present(question, outcome);
  else if (outcome.unreadable === 'lost' && called) refuse({ unreadable: 'unreadableOther' });
  else refuse(outcome);
}

/** A page that is busy answers nobody, and still the user can turn away. */
function cancelled(signal) {
  return new Promise((done) => signal.addEventListener('abort', () => done({ failure: 'cancelled' })));
}

/** Never throws: what reading.js gives, or {unreadable: reason}. */
async function attempt(question, signal) {
  try {
    if (offered && element('paste').value.trim() === '') paste(false);
    tab = await current();
    const from = pasting ? null : tab;
    const whole = from ? await collect(from, { mainOnly: settings.mainOnly, selection: scope === 'selection' }) : element('paste').value;
    if (whole.trim() === '') return { unreadable: 'unreadableEmpty' };
    const progress = (done, total) => !signal.aborted && total > 1 && view.progress(text('readingLong', done, total));
    return { ...(await reading.read(whole, question, { settings, language: text.language, signal, progress })), from };
  } catch (failure) {
    if (failure instanceof Unreadable) return { unreadable: failure.reason };
    throw failure;
  }
}

async function present(question, { reply, part, request, from }) {
  await forget();
  if (flight) return; // a newer question was asked meanwhile
  view.visible('partial', part.partial);
  if (!reply.answered) {
    shown.request = request;
    view.state('none', text('none'));
    element('guess').open = false;
    view.visible('guess', true);
    return;
  }
  const answers = reply.answers.map((found) => ({ ...found, start: part.map(found.start), end: part.map(found.end - 1) + 1 }));
  const sure = answers[0].score >= view.FAIR;
  const verdict = sure ? ['answered', text('found', answers.length)] : ['low', text('low')];
  shown = { question, answers, index: 0, tab: from, request, verdict };
  view.answers(shown, text, { go, copy });
  view.state(...verdict);
  await mark();
}

/** Paints the answers on the page; on a page that has changed too much, says so. */
async function mark() {
  const now = shown;
  view.chosen(now);
  if (!now.tab) return;
  const places = now.answers.map(({ start, end, answer: words, snippet }) => ({ start, end, answer: words, snippet: snippet?.text, snippetStart: snippet?.answerStart }));
  const placed = await paint(now.tab, places, now.index, settings.colour).catch(() => []);
  if (flight || shown !== now) return;
  const verdict = placed[now.index] ? now.verdict : ['unplaced', text('unplaced')];
  if (document.body.dataset.state !== verdict[0]) view.state(...verdict);
}

async function go(index) {
  const again = index === shown.index;
  shown.index = index;
  if (!shown.tab) selectPasted(shown.answers[index]);
  else if (again && (await show(shown.tab).catch(() => false))) return;
  await mark();
}

function selectPasted({ start, end, answer: words }) {
  const box = element('paste');
  if (box.value.slice(start, end) !== words) return;
  paste(true);
  box.focus();
  box.setSelectionRange(start, end);
}

async function copy(index) {
  await navigator.clipboard.writeText(shown.answers[index].answer);
  element('status').textContent = text('copied');
}

function step(by) {
  const count = shown.answers.length;
  if (count > 0) go((shown.index + by + count) % count);
}

/** No answer came: says why and what to do. The last ones stay readable. */
function refuse(outcome) {
  view.visible('result', shown.answers.length > 0);
  view.state(...refusal(outcome, text, settings.endpoint));
  const { unreadable, wait } = outcome;
  if (wait > 0) count(wait);
  if (unreadable === 'nothingSelected') scope = 'page'; // who selected a part must not have the whole page sent unasked
  else if (unreadable && unreadable !== 'lost' && !pasting) offered = paste(true);
  chip();
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

/** Takes the last answers away, from panel and page. */
async function forget() {
  const { tab: left } = shown;
  shown = nothing();
  view.answers(shown, text, {});
  if (left) await clear(left);
}

function paste(on) {
  pasting = on;
  offered = false;
  view.visible('paste-box', on);
  chip();
  return on;
}

function chip() {
  element('use-paste').textContent = text(pasting ? 'usePage' : 'usePaste');
  element('scope').textContent = text(pasting ? 'scopePaste' : scope === 'selection' ? 'scopeSelection' : 'scopePage');
}

/** The best guess behind the disclosure is asked for only when somebody wants to see it. */
async function guess() {
  if (!element('guess').open) return;
  const of = shown;
  const node = element('guess-text');
  node.textContent = text('reading');
  const { reply, failure } = await reading.guess(of.request, { settings, language: text.language });
  if (shown !== of) return;
  node.textContent = reply ? (reply.answers[0]?.answer ?? text('noGuess')) : failure === 'offline' ? text('offline', settings.endpoint) : text('noGuess');
}

/** Asks the browser for one site, never for all. Without its leave we cannot know the page's address: the user says it. */
async function allow(event) {
  event.preventDefault();
  const wanted = site(tab?.url ?? element('site').value);
  element('site').setAttribute('aria-invalid', String(!wanted));
  if (!wanted) return element('site').focus();
  if (await chrome.permissions.request({ origins: [wanted] })) answer();
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

/** Whale's sidebar is no window of ours. */
function leave() {
  const sidebar = globalThis.whale?.sidebarAction;
  if (sidebar) sidebar.hide();
  else close();
}

/** First the question under way, then what is shown, then the panel. */
async function escape() {
  if (flight) return element('cancel').click();
  if (shown.answers.length === 0 && element('question').value === '') return leave();
  element('question').value = '';
  await empty();
}

async function empty() {
  clearInterval(timer);
  for (const id of ['countdown', 'partial', 'guess']) view.visible(id, false);
  await forget();
  view.state('idle');
}

element('form').addEventListener('submit', (event) => {
  event.preventDefault();
  answer();
});
document.addEventListener('keydown', keys);
element('retry').addEventListener('click', () => answer());
element('site-box').addEventListener('submit', allow);
element('previous').addEventListener('click', () => step(-1));
element('next').addEventListener('click', () => step(1));
element('use-paste').addEventListener('click', () => paste(!pasting));
element('guess').addEventListener('toggle', guess);
element('cancel').addEventListener('click', () => {
  flight?.abort();
  element('question').focus();
});
element('clear').addEventListener('click', empty);
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
    if (document.body.dataset.state === 'lost') {
      await begin();
      return answer({ called: true });
    }
    const again = changes.asked.newValue.tab === tab?.id && performance.now() > SETTLED;
    if (again && document.hasFocus()) return leave();
    await begin();
  } else if (area === 'local') {
    settings = await read();
    text = await load(settings.language);
    past.keep(settings.history);
    translate(text);
    chip();
  }
});
await begin();
