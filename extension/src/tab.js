/** The page in a tab, through the script that is put into it on demand. */

/** Why a page cannot be read; `reason` is a key of the texts. */
export class Unreadable extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** The tab this panel belongs to: named in its address, or else the window's active one. */
export async function current() {
  const named = Number(new URLSearchParams(location.search).get('tab'));
  if (named) return chrome.tabs.get(named);
  const [active] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  return active;
}

async function run(tabId, func, ...args) {
  const [{ result }] = await chrome.scripting.executeScript({ target: { tabId }, func, args });
  return result;
}

/** Resolves to the text of the page, or of what is selected on it. @throws {Unreadable} */
export async function collect(tab, options) {
  let found;
  try {
    await chrome.scripting.executeScript({ target: { tabId: tab.id }, files: ['scroll.js', 'page.js'] });
    found = await run(tab.id, (wanted) => globalThis.koreanMrc.collect(wanted), options);
  } catch (failure) {
    throw new Unreadable(reason(failure.message, tab.url));
  }
  if (!found) throw new Unreadable('unreadableOther'); // the page broke our script
  if (found.type === 'application/pdf') throw new Unreadable('unreadablePdf');
  if (found.nothingSelected) throw new Unreadable('nothingSelected');
  if (found.text === '') throw new Unreadable(found.shut > 0 ? 'unreadableFrame' : 'unreadableEmpty');
  return found.text;
}

function reason(message, url = '') {
  if (/extensions gallery|chromewebstore|store\.whale/.test(message + url)) return 'unreadableStore';
  if (/chrome:\/\/|whale:\/\/|about:|edge:\/\/|view-source:|chrome-extension:/.test(message + url)) return 'unreadableBrowser';
  if (/\.pdf(\?|#|$)/i.test(url)) return 'unreadablePdf';
  if (/Cannot access|must request permission|host permission/.test(message)) return 'lost';
  return 'unreadableOther';
}

/** Paints the answers and looks at the chosen one. Resolves to whether each has a place on the page. */
export async function paint(tab, answers, chosen, colour) {
  const target = { tabId: tab.id, allFrames: true };
  await uncolour(tab);
  painted.set(tab.id, css(colour));
  // Shadow trees inherit highlights from their hosts; no policy of the page is against what an extension inserts.
  await chrome.scripting.insertCSS({ target, css: css(colour) });
  const placed = await run(tab.id, (all, index) => globalThis.koreanMrc.paint(all, index), answers, chosen);
  if (placed[chosen]) await show(tab);
  return placed;
}

export const show = (tab) => run(tab.id, () => globalThis.koreanMrc.show());

/** Leaves the page as it was. It may be gone already. */
export async function clear(tab) {
  try {
    await run(tab.id, () => globalThis.koreanMrc?.clear());
    await uncolour(tab);
  } catch {
    // A page that cannot be reached any more shows nothing of ours.
  }
}

const painted = new Map();

async function uncolour(tab) {
  const old = painted.get(tab.id);
  if (old) await chrome.scripting.removeCSS({ target: { tabId: tab.id, allFrames: true }, css: old });
  painted.delete(tab.id);
}

/** Black or white, whichever can be read on the colour. */
function ink(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? '#000' : '#fff';
}

function css(colour) {
  return `::highlight(mrc-answer) { background-color: ${colour}; color: ${ink(colour)}; }
::highlight(mrc-alternative) { background-color: color-mix(in srgb, ${colour} 35%, transparent); }
@media (forced-colors: active) {
  ::highlight(mrc-answer) { background-color: Highlight; color: HighlightText; }
}`;
}
