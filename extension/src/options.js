import { refusal } from './refusal.js';
import { ask, limits } from './service.js';
import { endpoint, read, reset, write } from './settings.js';
import { load, translate } from './texts.js';

const element = (id) => document.getElementById(id);
const CHECKS = { 'main-only': 'mainOnly', history: 'history' };
const SAMPLE = {
  question: '대한민국의 수도는 어디인가?',
  context: '대한민국의 수도는 서울특별시이다. 인구는 약 940만 명이다.',
  options: { noAnswer: false },
};

let settings = await read();
let text = await load(settings.language);

function fill() {
  translate(text);
  document.title = text('optionsTitle');
  element('endpoint').value = settings.endpoint;
  element('key').value = settings.key;
  element('top-k').value = settings.topK;
  element('colour').value = settings.colour;
  element('language').value = settings.language;
  for (const [id, name] of Object.entries(CHECKS)) element(id).checked = settings[name];
}

async function save(some) {
  Object.assign(settings, some);
  await write(some);
  element('saved').textContent = text('saved');
}

element('endpoint').addEventListener('change', async ({ target }) => {
  const url = endpoint(target.value);
  target.setAttribute('aria-invalid', String(url === null));
  element('endpoint-error').textContent = url === null ? text('endpointError') : '';
  if (url === null) return;
  target.value = url;
  await save({ endpoint: url });
});
element('key').addEventListener('change', ({ target }) => save({ key: target.value.trim() }));
element('delete-key').addEventListener('click', async () => {
  element('key').value = '';
  await save({ key: '' });
});
element('top-k').addEventListener('change', async ({ target }) => {
  target.value = Math.min(10, Math.max(1, Math.round(Number(target.value)) || 1));
  await save({ topK: Number(target.value) });
});
element('colour').addEventListener('change', ({ target }) => save({ colour: target.value }));
for (const [id, name] of Object.entries(CHECKS)) {
  element(id).addEventListener('change', async ({ target }) => {
    await save({ [name]: target.checked });
    if (id === 'history' && !target.checked) await chrome.storage.local.remove('past');
  });
}
element('language').addEventListener('change', async ({ target }) => {
  await save({ language: target.value });
  text = await load(settings.language);
  fill();
  element('saved').textContent = text('saved');
});
element('reset').addEventListener('click', async () => {
  await reset();
  settings = await read();
  text = await load(settings.language);
  fill();
  element('saved').textContent = text('saved');
});

/** Limits and one question, as the panel will ask; says what came of it. */
element('test').addEventListener('click', async () => {
  const result = element('test-result');
  result.className = '';
  result.textContent = text('testing');
  element('allow-endpoint').hidden = true;
  const known = await limits(settings, text.language);
  const outcome = known.reply ? await ask(settings, text.language, SAMPLE, { progress: () => {} }) : known;
  if (outcome.reply) {
    result.textContent = text('testOk', outcome.reply.model.name, outcome.reply.answers[0]?.answer ?? '');
    return;
  }
  result.className = 'error';
  [, result.textContent] = refusal(outcome, text, settings.endpoint);
  // A service that names no origins can be called all the same once the browser allows its address.
  element('allow-endpoint').hidden = outcome.failure !== 'offline';
});
element('allow-endpoint').addEventListener('click', async () => {
  const granted = await chrome.permissions.request({ origins: [`${new URL(settings.endpoint).origin}/*`] });
  if (granted) element('test').click();
});

fill();
