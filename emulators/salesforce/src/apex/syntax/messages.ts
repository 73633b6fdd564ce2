/** The parser generator's messages in the platform's words. */
export function syntaxMessage(message: string): string {
  const missing = /^missing (.+) at (.+)$/s.exec(message);
  if (missing) return `Missing ${missing[1]} at ${missing[2]}`;
  const extra = /^extraneous input (.+?) expecting/s.exec(message);
  if (extra) return `Unexpected token ${extra[1]}.`;
  const mismatched = /^mismatched input (.+?) expecting (.+)$/s.exec(message);
  if (mismatched) {
    const expected = mismatched[2]!;
    return expected.startsWith('{') ? `Unexpected token ${mismatched[1]}.` : `Missing ${expected} at ${mismatched[1]}`;
  }
  const viable = /^no viable alternative at input '(.*)'$/s.exec(message);
  if (viable) {
    const words = viable[1]!.trim().split(/\s+/);
    return `Unexpected token '${words[words.length - 1]}'.`;
  }
  return message;
}
