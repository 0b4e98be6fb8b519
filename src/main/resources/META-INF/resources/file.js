/** Text files: opened by the button or dropped on the passage. */

/** A file's text: UTF-8, or else what Korean Windows wrote; null if it is no text. */
export async function text(file) {
  const bytes = await file.arrayBuffer();
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      const decoded = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!decoded.includes('\0')) return decoded;
    } catch {
      // Not this encoding.
    }
  }
  return null;
}

/** Calls `taken` with a file that is dropped on `target`, which shows that it would take one. */
export function takesDrops(target, taken) {
  const over = (on) => target.classList.toggle('over', on);
  for (const kind of ['dragenter', 'dragover']) {
    target.addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      over(true);
    });
  }
  target.addEventListener('dragleave', () => over(false));
  target.addEventListener('drop', (event) => {
    over(false);
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    taken(file);
  });
}
