/** Calls of the service. Nothing here throws: an outcome is {reply}, {problem, wait} or {failure: offline|cancelled|unreadable}. */

const LIMITS_AGE = 10 * 60 * 1000;
const FALLBACK = { questionChars: 500, contextChars: 50000 };
let known = null;

function headers(settings, language, accept) {
  const all = { Accept: accept, 'Accept-Language': language, 'Content-Type': 'application/json' };
  if (settings.key) all['X-API-Key'] = settings.key;
  return all;
}

/** A header carries plain letters only; with any other key fetch() would fail as if nobody listened. */
const CARRIED = /^[!-~]*$/;

async function call(url, options) {
  if (!CARRIED.test(options.headers['X-API-Key'] ?? '')) return { problem: { status: 401 } };
  try {
    return { response: await fetch(url, { ...options, credentials: 'omit', cache: 'no-store' }) };
  } catch (failure) {
    return { failure: failure.name === 'AbortError' ? 'cancelled' : 'offline' };
  }
}

/** What stands between us and the service may refuse in words of its own; the status is then all there is to say. */
async function json(response) {
  const wait = Number(response.headers.get('Retry-After')) || 0;
  try {
    const body = await response.json();
    return response.ok ? { reply: body } : { problem: body, wait };
  } catch (failure) {
    if (failure.name === 'AbortError') return { failure: 'cancelled' };
    return response.ok ? { failure: 'unreadable' } : { problem: { status: response.status }, wait };
  }
}

/** What a request may be; what services usually allow if this one does not say. */
export async function limits(settings, language, signal) {
  if (known && known.of === settings.endpoint && Date.now() - known.at < LIMITS_AGE) return { reply: known.limits };
  const { response, ...refused } = await call(`${settings.endpoint}/api/v1/limits`, {
    headers: headers(settings, language, 'application/json'),
    signal,
  });
  if (!response) return refused;
  const outcome = await json(response);
  if (outcome.reply) known = { of: settings.endpoint, at: Date.now(), limits: outcome.reply };
  if (outcome.problem?.status === 404) return { reply: FALLBACK };
  return outcome;
}

/** Asks; `progress(done, total)` is told of long texts. */
export async function ask(settings, language, request, { signal, progress }) {
  const { response, ...refused } = await call(`${settings.endpoint}/api/v1/answers`, {
    method: 'POST',
    headers: headers(settings, language, 'text/event-stream, application/json;q=0.9'),
    body: JSON.stringify(request),
    signal,
  });
  if (!response) return refused;
  const streamed = response.headers.get('Content-Type')?.startsWith('text/event-stream');
  return streamed ? events(response.body, progress) : json(response);
}

async function events(body, progress) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return { failure: 'unreadable' };
      buffer += value;
      for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
        const [name, data] = parse(buffer.slice(0, end));
        buffer = buffer.slice(end + 2);
        if (name === 'progress') progress(data.windowsDone, data.windowsTotal);
        if (name === 'done') return { reply: data };
        if (name === 'problem') return { problem: data, wait: data.retryAfterSeconds ?? 0 };
      }
    }
  } catch (failure) {
    if (failure instanceof SyntaxError) return { failure: 'unreadable' };
    return { failure: failure.name === 'AbortError' ? 'cancelled' : 'offline' };
  }
}

function parse(event) {
  const field = (name) => event.match(new RegExp(`^${name}: ?(.*)$`, 'm'))?.[1] ?? '';
  return [field('event'), JSON.parse(field('data') || 'null')];
}
