// Runs inside the page, in a world of its own: collects its text and paints answers. It never changes the page's DOM.
(() => {
  if (globalThis.koreanMrc) return;

  const SKIPPED = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA', 'SELECT', 'INPUT', 'SVG', 'CANVAS', 'RT', 'RP', 'OBJECT', 'VIDEO', 'AUDIO']);
  const NAMES = ['mrc-answer', 'mrc-alternative'];
  let collected = null; // {text, segments}: segments hold {node, nodeOffset, textOffset, length}
  let looked = null; // {answer, found}: the answer that is looked at, and its ranges

  /** Visible text with a separator wherever the eye sees one. `shut` counts the frames of other sites, which nobody may read. */
  function collect({ mainOnly = false, selection = false } = {}) {
    const within = selection ? selected() : null;
    if (selection && !within) return { text: '', nothingSelected: true };
    const whole = document.body ?? document.documentElement;
    let out = gather((mainOnly && main()) || whole, within);
    if (out.text === '' && mainOnly) out = gather(whole, within);
    collected = { text: out.text, segments: out.segments };
    return { text: out.text, type: document.contentType, shut: out.shut };
  }

  function gather(root, within) {
    const out = { text: '', segments: [], within, gap: '', shut: 0 };
    visit(root, out, { unfolded: false, style: null });
    return out;
  }

  function selected() {
    const chosen = windows().map((view) => view.getSelection()).find((one) => one?.rangeCount > 0 && !one.isCollapsed);
    return chosen?.getRangeAt(0) ?? null;
  }

  /** Pages that list others' have many articles; the longest is the one to read. */
  function main() {
    const length = (node) => node.textContent.length;
    return document.querySelector('main, [role=main]') ?? [...document.querySelectorAll('article')].sort((a, b) => length(b) - length(a))[0];
  }

  /** `around` is {unfolded, style}: whether a closed <details> was entered, and the style of the element around. */
  function visit(node, out, around) {
    if (node.nodeType === Node.TEXT_NODE) add(node, out, around.style);
    else if (node.nodeType === Node.ELEMENT_NODE) element(node, out, around.unfolded);
  }

  function element(node, out, unfolded) {
    if (SKIPPED.has(node.tagName.toUpperCase())) return;
    if (node.tagName === 'BR') {
      separate(out, '\n');
      return;
    }
    const style = getComputedStyle(node);
    // What a closed <details> hides can be unfolded, so it is read; checkVisibility() would say it is not there.
    // Whether it is visible is asked of each text: inside of what is not, something can be.
    const seen = unfolded ? style.display !== 'none' : style.display === 'contents' || node.checkVisibility();
    if (!seen) return;
    const edge = style.display === 'table-cell' ? ' ' : /^(inline|contents|ruby)/.test(style.display) ? '' : '\n';
    separate(out, edge);
    const around = { unfolded: unfolded || (node.tagName === 'DETAILS' && !node.open), style };
    for (const child of children(node, out)) visit(child, out, around);
    separate(out, edge);
  }

  function children(node, out) {
    if (node.tagName === 'IFRAME' || node.tagName === 'FRAME') {
      const inner = sameOrigin(node);
      if (!inner && node.clientHeight > 50) out.shut++; // smaller ones hold buttons and counters, not texts
      return inner?.body ? [inner.body] : [];
    }
    if (node.shadowRoot) return node.shadowRoot.childNodes;
    if (node.tagName === 'SLOT' && node.assignedNodes().length > 0) return node.assignedNodes();
    return node.childNodes;
  }

  function sameOrigin(frame) {
    try {
      return frame.contentDocument;
    } catch {
      return null;
    }
  }

  /** A separator counts only between texts, and the strongest wins. */
  function separate(out, sign) {
    if (sign === '\n' || out.gap === '') out.gap = sign;
  }

  function add(node, out, style) {
    if (style.visibility !== 'visible') return;
    const preserved = style.whiteSpaceCollapse?.startsWith('preserve');
    const runs = node.data.matchAll(preserved ? /[^]+/g : /\S+|\s+/g);
    for (const { 0: run, index } of runs) {
      const [from, to] = inside(out.within, node, index, index + run.length);
      if (from >= to) continue;
      if (!preserved && /^\s/.test(run)) {
        if (out.gap === '') out.gap = ' ';
        continue;
      }
      if (out.text !== '') out.text += out.gap;
      out.gap = '';
      out.segments.push({ node, nodeOffset: from, textOffset: out.text.length, length: to - from });
      out.text += node.data.slice(from, to);
    }
  }

  /** The part of [from, to) of a text node that a selection covers. */
  function inside(range, node, from, to) {
    if (!range) return [from, to];
    if (!range.intersectsNode(node)) return [0, 0];
    const start = range.startContainer === node ? Math.max(from, range.startOffset) : from;
    const end = range.endContainer === node ? Math.min(to, range.endOffset) : to;
    return [start, end];
  }

  /** Ranges that together are text[start, end): one for each text node, so that what was skipped between is not painted. */
  function ranges(start, end) {
    const { segments } = collected;
    let low = 0;
    for (let high = segments.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (segments[middle].textOffset + segments[middle].length > start) high = middle;
      else low = middle + 1;
    }
    const found = [];
    for (let i = low; i < segments.length && segments[i].textOffset < end; i++) {
      const { node, nodeOffset, textOffset, length } = segments[i];
      const last = nodeOffset + Math.min(end - textOffset, length);
      const before = found.at(-1);
      if (before?.startContainer === node) {
        before.setEnd(node, Math.min(last, node.length));
        continue;
      }
      const range = node.ownerDocument.createRange();
      range.setStart(node, Math.min(nodeOffset + Math.max(start - textOffset, 0), node.length));
      range.setEnd(node, Math.min(last, node.length));
      found.push(range);
    }
    return found;
  }

  const bare = (text) => text.replace(/\s+/g, '');
  const holds = (found, answer) => found.length > 0 && found.every((range) => range.startContainer.isConnected) && bare(found.map(String).join('')) === bare(answer);

  /** Where the answer is in the text with some of its surroundings; the words alone may be others' words. */
  function search(answer, snippet, from) {
    const to = from + answer.length;
    for (const reach of [80, 20, 10]) {
      for (const [before, after] of [[reach, reach], [0, reach], [reach, 0]]) {
        const start = Math.max(0, from - before);
        const piece = snippet.slice(start, to + after);
        const at = piece.length > answer.length ? collected.text.indexOf(piece) : -1;
        if (at >= 0) return at + from - start;
      }
    }
    return -1;
  }

  /** Ranges of one answer: where it was, or where its surroundings are now; none if the page has changed too much. */
  function place({ start, end, answer, snippet, snippetStart }) {
    const there = ranges(start, end);
    if (holds(there, answer)) return there;
    const at = search(answer, snippet ?? answer, snippetStart ?? 0);
    if (at < 0) return [];
    const moved = ranges(at, at + answer.length);
    return holds(moved, answer) ? moved : [];
  }

  /** Paints answers, the chosen one strongly. Returns for each whether it has a place. */
  function paint(answers, chosen) {
    clear();
    // A page that has changed is read anew, whole: what was chosen of it may be gone.
    if (!collected || !answers.every((one) => holds(ranges(one.start, one.end), one.answer))) collect();
    const placed = answers.map(place);
    placed.forEach((found, index) => found.forEach((range) => highlight(range, index === chosen ? 0 : 1).add(range)));
    looked = { answer: answers[chosen].answer, found: placed[chosen] };
    return placed.map((found) => found.length > 0);
  }

  /** The highlight of a range's window, by its place in NAMES. */
  function highlight(range, index) {
    const view = range.startContainer.ownerDocument.defaultView;
    const registry = view.CSS.highlights;
    if (!registry.has(NAMES[index])) {
      const made = new view.Highlight();
      made.priority = 1 - index;
      registry.set(NAMES[index], made);
    }
    return registry.get(NAMES[index]);
  }

  /** Brings the answer that is looked at into view; false if it is not there any more. */
  function show() {
    if (!looked || !holds(looked.found, looked.answer)) return false;
    globalThis.koreanMrcScroll(looked.found[0]);
    return true;
  }

  function windows(root = document) {
    const inner = [...root.querySelectorAll('iframe, frame')].map(sameOrigin).filter(Boolean);
    return [root.defaultView, ...inner.flatMap((frame) => windows(frame))];
  }

  function clear() {
    for (const view of windows()) for (const name of NAMES) view.CSS.highlights.delete(name);
  }

  globalThis.koreanMrc = { collect, paint, show, clear };
})();
