/** Questions asked before; kept beyond the panel only if the user said so, and never those of a private window. */
const MOST = 50;

export class Past {
  #questions = [];
  #at = 0;
  #keep;

  constructor(keep) {
    this.keep(keep);
    if (this.#keep) chrome.storage.local.get({ past: [] }).then(({ past }) => this.#begin([...past, ...this.#questions]));
  }

  keep(wanted) {
    this.#keep = wanted && !chrome.extension.inIncognitoContext;
  }

  #begin(questions) {
    this.#questions = questions;
    this.#at = questions.length;
  }

  add(question) {
    this.#begin([...this.#questions.filter((old) => old !== question), question].slice(-MOST));
    if (this.#keep) chrome.storage.local.set({ past: this.#questions });
  }

  /** The one before, or undefined at the beginning. */
  earlier() {
    if (this.#at === 0) return undefined;
    this.#at = Math.min(this.#at, this.#questions.length) - 1;
    return this.#questions[this.#at];
  }

  /** The one after; after the last an empty one. */
  later() {
    if (this.#at >= this.#questions.length) return undefined;
    this.#at += 1;
    return this.#questions[this.#at] ?? '';
  }
}
