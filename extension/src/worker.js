// May be stopped at any time: nothing is kept here, and every listener is registered at once.
import { read } from './settings.js';
import { load } from './texts.js';

const PANEL = 'panel.html';

/** Opens the panel on this tab. Must run inside the user's gesture, so nothing is awaited before. */
function open(tab, scope) {
  const whale = globalThis.whale?.sidebarAction;
  if (whale) {
    whale.show(tab.windowId);
  } else {
    chrome.sidePanel.open({ tabId: tab.id });
  }
  chrome.storage.session.set({ [`scope:${tab.id}`]: scope, asked: { tab: tab.id, at: Date.now() } });
}

async function titles() {
  const text = await load((await read()).language);
  return { page: text('menuPage'), selection: text('menuSelection') };
}

chrome.runtime.onInstalled.addListener(async () => {
  for (const [id, title] of Object.entries(await titles())) chrome.contextMenus.create({ id, title, contexts: [id] });
  // The panel belongs to the tab it was opened on: its grant to read a page is for that tab alone.
  await chrome.sidePanel?.setOptions({ path: PANEL, enabled: true });
});
chrome.storage.onChanged.addListener(async (changes, area) => {
  if (area !== 'local' || !changes.language) return;
  for (const [id, title] of Object.entries(await titles())) chrome.contextMenus.update(id, { title });
});
chrome.contextMenus.onClicked.addListener((clicked, tab) => open(tab, clicked.menuItemId));
chrome.action?.onClicked.addListener((tab) => open(tab, 'page'));
chrome.commands.onCommand.addListener((command, tab) => {
  if (command === 'ask' && tab) open(tab, 'page');
});
