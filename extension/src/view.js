/** Draws into the panel. Texts of pages and servers become text nodes, never markup. */

/** From which score on an answer is called fair, and high; as on the service's own page. */
export const FAIR = 0.3;
const HIGH = 0.6;

export const element = (id) => document.getElementById(id);

export function make(tag, text, className = '') {
  const node = document.createElement(tag);
  node.textContent = text;
  node.className = className;
  return node;
}

export function state(name, words = '') {
  document.body.dataset.state = name;
  const waits = name === 'loading';
  element('status').setAttribute('aria-live', 'polite');
  element('status').textContent = words;
  const last = element('answers').childElementCount > 0; // of the last question; they stay readable meanwhile
  element('skeleton').hidden = !waits || last;
  element('result').classList.toggle('stale', waits && last);
  element('form').setAttribute('aria-busy', String(waits));
  element('retry').hidden = !['offline', 'limited', 'problem', 'lost', 'unreadable'].includes(name);
  element('site-box').hidden = name !== 'lost';
  element('check-key').hidden = name !== 'auth';
  if (waits) element('result').hidden = false;
  if (name !== 'loading') element('cancel').hidden = true;
}

/** How far it is. Not read aloud: there may be a hundred of these. */
export function progress(words) {
  element('status').setAttribute('aria-live', 'off');
  element('status').textContent = words;
}

export function visible(id, on) {
  element(id).hidden = !on;
}

/** `actions` are {go(index), copy(index)}. */
export function answers(shown, text, actions) {
  element('asked').textContent = shown.question ?? '';
  const entries = shown.answers.map((answer, index) => entry(answer, index, text, actions));
  element('answers').replaceChildren(...entries);
  visible('result', entries.length > 0);
  visible('places', entries.length > 0);
  chosen(shown);
}

export function chosen({ answers: list, index }) {
  [...element('answers').children].forEach((item, at) => {
    item.classList.toggle('chosen', at === index);
    item.setAttribute('aria-current', String(at === index));
  });
  element('position').textContent = list.length ? `${index + 1}/${list.length}` : '';
}

function entry({ answer, score, snippet }, index, text, { go, copy }) {
  const words = make('span', answer);
  words.dataset.answer = '';
  words.lang = 'ko';
  const bar = document.createElement('meter');
  bar.value = score;
  bar.setAttribute('aria-hidden', 'true'); // the word beside it says the same
  const sureness = make('span', text(score < FAIR ? 'sureLow' : score < HIGH ? 'sureFair' : 'sureHigh'), 'small');
  const head = make('p', '', 'row');
  head.append(words, bar, sureness);
  const buttons = make('p', '', 'row');
  buttons.append(button(text('go'), 'go', answer, () => go(index)), button(text('copy'), 'copy', answer, () => copy(index)));
  const item = document.createElement('li');
  item.append(head, ...(snippet ? [surroundings(snippet)] : []), buttons);
  return item;
}

function button(words, className, answer, action) {
  const node = make('button', words, `quiet ${className}`);
  node.type = 'button';
  node.setAttribute('aria-label', `${words}: ${answer}`);
  node.addEventListener('click', action);
  return node;
}

function surroundings({ text, answerStart, answerEnd }) {
  const node = make('p', text.slice(0, answerStart), 'small');
  node.lang = 'ko';
  node.append(make('mark', text.slice(answerStart, answerEnd)), text.slice(answerEnd));
  return node;
}
