// Runs inside the page, before page.js: brings a range to the middle of all that scrolls around it. Ranges cannot be scrolled
// to by the browser, and the element around a long text may have its middle far away from the answer.
(() => {
  /** The element around a node as it is drawn: through slots, shadow roots and frames. */
  function outer(node) {
    if (node.nodeType === Node.DOCUMENT_NODE) return node.defaultView?.frameElement ?? null;
    return node.assignedSlot ?? node.parentElement ?? node.parentNode?.host ?? node.parentNode;
  }

  /** A `body` whose overflow the browser has moved to the viewport scrolls nothing itself. */
  function scrolls(element) {
    const root = element.ownerDocument.documentElement;
    if (element === element.ownerDocument.scrollingElement || element === root) return false;
    if (element === element.ownerDocument.body && getComputedStyle(root).overflowY === 'visible') return false;
    return /auto|scroll/.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight;
  }

  /** How far a scroller can go of the way that is wanted. */
  const reachable = (wanted, { scrollTop, scrollHeight }, height) => Math.max(-scrollTop, Math.min(wanted, scrollHeight - height - scrollTop));

  function to(range) {
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
    for (let node = outer(range.startContainer); node; node = outer(node)) if (node.tagName === 'DETAILS') node.open = true;
    const box = range.getBoundingClientRect();
    let middle = box.top + box.height / 2;
    const move = (target, way) => {
      target.scrollBy({ top: way, behavior });
      middle -= way; // where it will be: smooth scrolling has not begun yet
    };
    let fixed = false;
    for (let node = outer(range.startContainer); node; node = outer(node)) {
      if (node.nodeType === Node.DOCUMENT_NODE) {
        const { defaultView: view, scrollingElement } = node;
        if (!fixed && scrollingElement) move(view, reachable(middle - view.innerHeight / 2, scrollingElement, view.innerHeight));
        fixed = false;
        if (view.frameElement) middle += view.frameElement.getBoundingClientRect().top + view.frameElement.clientTop;
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const inner = node.getBoundingClientRect().top + node.clientTop;
        if (scrolls(node)) move(node, reachable(middle - inner - node.clientHeight / 2, node, node.clientHeight));
        if (getComputedStyle(node).position === 'fixed') fixed = true;
      }
    }
  }

  globalThis.koreanMrcScroll = to;
})();
