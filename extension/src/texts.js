/** Texts of one language; the browser's own i18n follows its own language alone, and ours can be chosen. */

export const LANGUAGES = ['ko', 'en'];

/** `chosen` is auto, ko or en. Resolves to a function from a key and its placeholders' values to a text. */
export async function load(chosen = 'auto') {
  const language = LANGUAGES.includes(chosen) ? chosen : chrome.i18n.getUILanguage().startsWith('ko') ? 'ko' : 'en';
  const messages = await (await fetch(chrome.runtime.getURL(`_locales/${language}/messages.json`))).json();
  const text = (key, ...values) => messages[key].message.replace(/\$(\d)/g, (_, number) => values[number - 1]);
  text.language = language;
  return text;
}

/** Fills what a page marks by data-text (its words), data-label (its name for screen readers) and data-hint (its placeholder). */
export function translate(text, root = document) {
  document.documentElement.lang = text.language;
  for (const node of root.querySelectorAll('[data-text]')) node.textContent = text(node.dataset.text);
  for (const node of root.querySelectorAll('[data-label]')) node.setAttribute('aria-label', text(node.dataset.label));
  for (const node of root.querySelectorAll('[data-hint]')) node.placeholder = text(node.dataset.hint);
}
