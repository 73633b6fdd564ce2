/** The parser generator's messages in the platform's words. */
export function syntaxMessage(message: string): string {
  const unknown = /^token recognition error at: '(.*)'$/s.exec(message);
  if (unknown) return symbolMessage(unknown[1]!);
  const missing = /^missing (.+) at (.+)$/s.exec(message);
  if (missing?.[1]!.startsWith('{')) return `Unexpected token ${missing[2]}.`;
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

/** What the lexer could not read: a text that is not closed or has a wrong escape, or a character Apex does not know. */
function symbolMessage(text: string): string {
  const escape = /^'.*(\\[^btnfru"'\\])$/s.exec(text);
  if (escape)
    return `Invalid string literal '${text.slice(1)}'. Illegal character sequence '${escape[1]}' in string literal.`;
  if (text.startsWith("'")) return "Missing closing quote character ' on string.";
  return `Unrecognized symbol '${text}', which is not a valid Apex identifier.`;
}
