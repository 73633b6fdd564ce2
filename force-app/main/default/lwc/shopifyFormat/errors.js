/** The words of an Apex or network failure, as the org said them. */
export function getErrorWords(error) {
  if (!error) return '';
  const bodies = Array.isArray(error.body) ? error.body : [error.body];
  const words = bodies.map((body) => body?.message).filter(Boolean);
  return words.join(' ') || error.message || error.statusText || String(error);
}
