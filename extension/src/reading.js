/** One question about one text, within what the service allows. */
import { choose } from './parts.js';
import { ask, limits } from './service.js';

/** Characters are what we can count; how many the model makes of them only the service knows, so it may refuse twice. */
const ATTEMPTS = 3;
const MARGIN = 0.9;

/**
 * Resolves to what service.js gives; a reply comes with `part`, whose map leads back to offsets of the whole text, and with
 * the `request` it answers.
 */
export async function read(whole, question, { settings, language, signal, progress }) {
  const known = await limits(settings, language, signal);
  if (!known.reply) return known;
  let most = known.reply.contextChars;
  for (let attempt = 1; ; attempt++) {
    const part = choose(whole, question, most);
    const request = { question, context: part.text, options: { topK: settings.topK } };
    const outcome = await ask(settings, language, request, { signal, progress });
    const { type = '', limit, actual } = outcome.problem ?? {};
    if (!type.endsWith('/context-too-large') || attempt === ATTEMPTS) return { ...outcome, part, request };
    most = Math.floor(part.text.length * (limit < actual ? (limit / actual) * MARGIN : 0.5));
  }
}

/** The best answer to the same request, were there one; what service.js gives. */
export function guess(request, { settings, language }) {
  const options = { ...request.options, noAnswer: false, topK: 1 };
  return ask(settings, language, { ...request, options }, { progress: () => {} });
}
