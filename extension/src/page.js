// Runs inside the page, in a world of its own: collects its text and paints answers. It never changes the page's DOM.
(() => {
  if (globalThis.koreanMrc) return;

  const SKIPPED = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA', 'SELECT', 'INPUT', 'SVG', 'CANVAS', 'RT', 'RP', 'OBJECT', 'VIDEO', 'AUDIO']);
  const NAMES = ['mrc-answer', 'mrc-alternative'];
  let collected = null; // {text, segments}: segments hold {node, nodeOffset, textOffset, length}
  let looked = null; // {answer, found}: the answer that is looked at, and its ranges

  /** Visible text with a separator wherever the eye sees one. `within` is a Range, or null for all. */
  function collect({ mainOnly = false, selection = false } = {}) {
    const chosen = selection ? getSelection() : null;
    const range = chosen && chosen.rangeCount > 0 && !chosen.isCollapsed ? chosen.getRangeAt(0) : null;
    const main = mainOnly ? document.querySelector('main, article, [role=main]') : null;
    const out = { text: '', segments: [], within: range, gap: '' };
    visit(main ?? document.body ?? document.documentElement, out, false);
    collected = { text: out.text, segments: out.segments };
    return { text: out.text, type: document.contentType, selection: range !== null };
  }

  function visit(node, out, unfolded) {
    if (node.nodeType === Node.TEXT_NODE) {
      add(node, out);
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      element(node, out, unfolded);
    } else {
      for (const child of node.childNodes) visit(child, out, unfolded);
    }
  }

  function element(node, out, unfolded) {
    if (SKIPPED.has(node.tagName.toUpperCase())) return;
    if (node.tagName === 'BR') {
      separate(out, '\n');
      return;
    }
    const style = getComputedStyle(node);
    // What a closed <details> hides can be unfolded, so it is read; checkVisibility() would say it is not there.
    const seen = unfolded ? style.display !== 'none' && style.visibility === 'visible' : node.checkVisibility({ visibilityProperty: true });
    if (!seen && style.display !== 'contents') return;
    const edge = style.display === 'table-cell' ? ' ' : /^(inline|contents|ruby)/.test(style.display) ? '' : '\n';
    separate(out, edge);
    for (const child of children(node)) visit(child, out, unfolded || (node.tagName === 'DETAILS' && !node.open));
    separate(out, edge);
  }

  function children(node) {
    if (node.tagName === 'IFRAME' || node.tagName === 'FRAME') {
      const body = sameOrigin(node)?.body;
      return body ? [body] : [];
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

  function add(node, out) {
    const preserved = getComputedStyle(node.parentElement ?? node.getRootNode().host).whiteSpaceCollapse?.startsWith('preserve');
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

  /** Ranges of one answer: where it was, or where its surroundings are now; none if the page has changed too much. */
  function place({ start, end, answer, snippet, snippetStart }) {
    const there = ranges(start, end);
    if (holds(there, answer)) return there;
    const around = snippet ? collected.text.indexOf(snippet) : -1;
    const at = around >= 0 ? around + snippetStart : collected.text.indexOf(answer);
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
    const element = looked.found[0].startContainer.parentElement;
    for (let fold = element.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
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
