/** What the user chose, in this browser only (storage.local: a key must not travel with the account). */

export const DEFAULTS = {
  endpoint: 'http://localhost:8080',
  key: '',
  topK: 3,
  colour: '#ffd54a',
  mainOnly: false,
  language: 'auto',
  history: false,
  seen: false,
};

export const read = () => chrome.storage.local.get(DEFAULTS);
export const write = (some) => chrome.storage.local.set(some);
export const reset = () => chrome.storage.local.clear();

/** An endpoint without its slash at the end; null if it is none: https, or http on this machine. */
export function endpoint(typed) {
  try {
    const url = new URL(typed.trim());
    const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return null;
    if (url.username || url.search || url.hash) return null;
    return url.href.replace(/\/+$/, '');
  } catch {
    return null;
  }
}

/** The match pattern of a page's site, with or without https:// before it; null if it is none. */
export function site(typed) {
  const whole = /^[a-z]+:/i.test(typed.trim()) && !/^[^/]+:\d/.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`;
  try {
    const { protocol, host } = new URL(whole);
    return /^https?:$/.test(protocol) && host ? `${protocol}//${host}/*` : null;
  } catch {
    return null;
  }
}
