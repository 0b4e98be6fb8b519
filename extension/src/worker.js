// May be stopped at any time: nothing is kept here, and every listener is registered at once.
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

chrome.runtime.onInstalled.addListener(async () => {
  const text = await load();
  chrome.contextMenus.create({ id: 'page', title: text('menuPage'), contexts: ['page'] });
  chrome.contextMenus.create({ id: 'selection', title: text('menuSelection'), contexts: ['selection'] });
  // The panel belongs to the tab it was opened on: its grant to read a page is for that tab alone.
  await chrome.sidePanel?.setOptions({ path: PANEL, enabled: true });
});
chrome.contextMenus.onClicked.addListener((clicked, tab) => open(tab, clicked.menuItemId));
chrome.action?.onClicked.addListener((tab) => open(tab, 'page'));
chrome.commands.onCommand.addListener((command, tab) => {
  if (command === 'ask' && tab) open(tab, 'page');
});
