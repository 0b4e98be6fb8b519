/** Why no answer came: the panel's state and what it says. The outcome is what service.js gives, or {unreadable: reason}. */
export function refusal({ failure, problem, wait, unreadable }, text, endpoint) {
  if (unreadable === 'lost') return ['lost', text(globalThis.whale?.sidebarAction ? 'lostWhale' : 'lost')];
  if (unreadable === 'nothingSelected') return ['problem', text('nothingSelected')];
  if (unreadable) return ['unreadable', text(unreadable)];
  if (failure === 'cancelled') return ['idle', ''];
  if (failure === 'offline') return ['offline', text(navigator.onLine ? 'offline' : 'noNetwork', endpoint)];
  if (failure) return ['problem', text('unreadableReply')];
  if (problem.status === 401) return ['auth', text('auth')];
  if (problem.status === 403) return ['auth', text('forbidden')];
  const words = [problem.detail ?? problem.title ?? text('refused', problem.status), problem.errors?.[0]?.detail];
  return [wait > 0 ? 'limited' : 'problem', words.filter(Boolean).join(' ')];
}
