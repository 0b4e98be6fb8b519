/** Draws a reply into the page. Texts of users and servers become text nodes, never markup. */

const element = (id) => document.getElementById(id);

/** Only a certainty is 0% or 100%. */
function percent(score) {
  if (score > 0 && score < 0.01) return '<1%';
  if (score < 1 && score > 0.99) return '>99%';
  return `${Math.round(score * 100)}%`;
}

/** `shown` is {question, context, reply, chosen}; `say` holds the texts of one language. */
export function draw(shown, say) {
  const { reply, question } = shown;
  element('result-title').textContent = question;
  element('answers').replaceChildren(...reply.answers.map((answer, index) => entry(shown, index, say)));
  mark(shown, say);
  const { timings, usage, model } = reply;
  const spent = say.facts(timings.totalMs, usage.windows, `${model.name} ${model.version}`);
  element('facts').textContent = reply.answered ? spent : `${say.noAnswerScore(percent(reply.noAnswer.score))} · ${spent}`;
}

/** The same request for a POSIX shell. */
export function curl(url, body) {
  return `curl -s ${url} -H 'content-type: application/json' \\\n  -d '${body.replaceAll("'", "'\\''")}'`;
}

function entry(shown, index, say) {
  const { answer, score } = shown.reply.answers[index];
  const words = document.createElement('button');
  words.type = 'button';
  words.className = 'words';
  words.textContent = answer;
  words.title = say.show;
  words.lang = 'ko';
  words.addEventListener('click', () => {
    shown.chosen = index;
    mark(shown, say);
    document.querySelector('mark.chosen')?.scrollIntoView({ block: 'nearest' });
  });
  const bar = document.createElement('meter');
  bar.value = score;
  bar.setAttribute('aria-hidden', 'true'); // the text beside it says the same
  const sureness = document.createElement('span');
  sureness.className = 'score';
  sureness.textContent = say.score(score, percent(score));
  const item = document.createElement('li');
  item.append(words, bar, sureness);
  return item;
}

/**
 * The passage with the answers marked, the chosen one strongly. Offsets are UTF-16 units, as in JavaScript; a place that
 * does not hold its answer is not marked, and the page says so.
 */
function mark({ context, reply, chosen }, say) {
  const nodes = [];
  let at = 0;
  const placed = reply.answers.filter(({ answer, start, end }) => context.slice(start, end) === answer);
  for (const place of [...placed].sort((a, b) => a.start - b.start)) {
    const node = document.createElement('mark');
    node.textContent = place.answer;
    node.classList.toggle('chosen', place === reply.answers[chosen]);
    nodes.push(context.slice(at, place.start), node);
    at = place.end;
  }
  element('marked').replaceChildren(...nodes, context.slice(at));
  element('moved').textContent = placed.length < reply.answers.length ? say.moved : '';
  const buttons = element('answers').querySelectorAll('.words');
  buttons.forEach((button, index) => button.setAttribute('aria-pressed', String(index === chosen)));
}
