/** Calls of the API. Nothing here throws: an outcome is {ok, reply, wait} or {failure: cancelled|offline|unreadable}. */
export const ENDPOINT = '/api/v1/answers';

/** Asks; `progress(done, total)` is told how far a long text is. */
export async function ask(body, { language, key, signal, progress }) {
  const headers = {
    'Content-Type': 'application/json',
    'Accept-Language': language,
    Accept: 'text/event-stream, application/json;q=0.9',
    ...(key && { 'X-API-Key': key }),
  };
  try {
    const response = await fetch(ENDPOINT, { method: 'POST', headers, body, signal });
    if (response.headers.get('Content-Type')?.startsWith('text/event-stream')) return await events(response.body, progress);
    return { ok: response.ok, wait: Number(response.headers.get('Retry-After')), reply: await response.json() };
  } catch (failure) {
    if (failure.name === 'AbortError') return { failure: 'cancelled' };
    return { failure: failure instanceof SyntaxError ? 'unreadable' : 'offline' };
  }
}

async function events(body, progress) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return { failure: 'unreadable' };
    buffer += value;
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      const [, name, data] = buffer.slice(0, end).match(/^event: (.*)\ndata: (.*)$/);
      buffer = buffer.slice(end + 2);
      const told = JSON.parse(data);
      if (name === 'progress') progress(told.windowsDone, told.windowsTotal);
      if (name === 'done') return { ok: true, reply: told };
      if (name === 'problem') return { ok: false, wait: told.retryAfterSeconds ?? 0, reply: told };
    }
  }
}

/** Most characters of a passage, as this service says; or what it usually is. */
export async function most() {
  try {
    return (await (await fetch('/api/v1/limits')).json()).contextChars ?? 50000;
  } catch {
    return 50000;
  }
}
