/** Of a page that is too long, the parts nearest to the question. */

/** Paragraphs of `text` as [start, end), none longer than `most`; longer ones are cut between words where that can be. */
function paragraphs(text, most) {
  const found = [];
  for (const { 0: paragraph, index } of text.matchAll(/[^\n]+\n*/g)) {
    const end = index + paragraph.length;
    for (let at = index; at < end; ) {
      const next = end - at <= most ? end : cut(text, at, at + most);
      found.push([at, next]);
      at = next;
    }
  }
  return found;
}

/** The last place up to `to` that is after a space, or else one that is not inside of a character. */
function cut(text, from, to) {
  const space = text.lastIndexOf(' ', to - 1);
  if (space > from) return space + 1;
  return /[\uDC00-\uDFFF]/.test(text[to]) && to - 1 > from ? to - 1 : to;
}

/** Pairs of neighbouring letters: Korean words change their ends, their beginnings stay. */
function pairs(text) {
  const letters = text.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, ' ');
  const found = new Set();
  for (let i = 0; i + 1 < letters.length; i++) {
    if (letters[i] !== ' ' && letters[i + 1] !== ' ') found.add(letters.slice(i, i + 2));
  }
  return found;
}

/**
 * The best paragraphs that fit into `most` UTF-16 units, in the page's order.
 * Returns {text, partial, map}: map turns an offset of the text into one of the page's.
 */
export function choose(text, question, most) {
  if (text.length <= most) return { text, partial: false, map: (offset) => offset };
  const wanted = pairs(question);
  const ranked = paragraphs(text, Math.min(most, 2000)).map(([start, end], order) => {
    const own = pairs(text.slice(start, end));
    let score = 0;
    for (const pair of wanted) if (own.has(pair)) score++;
    return { start, end, order, score };
  });
  let left = most;
  const taken = [];
  for (const part of [...ranked].sort((a, b) => b.score - a.score || a.order - b.order)) {
    if (part.end - part.start <= left) {
      taken.push(part);
      left -= part.end - part.start;
    }
  }
  taken.sort((a, b) => a.order - b.order);
  let joined = '';
  for (const part of taken) {
    part.at = joined.length;
    joined += text.slice(part.start, part.end);
  }
  const map = (offset) => {
    const part = taken.findLast((candidate) => candidate.at <= offset) ?? taken[0];
    return part.start + offset - part.at;
  };
  return { text: joined, partial: true, map };
}
