/** `String.format`: java.text.MessageFormat with plain text arguments. */

/** `{0}` is replaced, `''` is a quote, text between single quotes is literal. Placeholders without an argument stay. */
export function formatMessage(pattern: string, values: string[]): string {
  let result = '';
  let isQuoted = false;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === "'") {
      if (pattern[i + 1] === "'") {
        result += "'";
        i++;
      } else isQuoted = !isQuoted;
      continue;
    }
    const placeholder = !isQuoted && c === '{' ? /^\{\s*(\d+)\s*(?:,[^}]*)?\}/.exec(pattern.slice(i)) : null;
    if (!placeholder) {
      result += c;
      continue;
    }
    result += values[Number(placeholder[1])] ?? `{${placeholder[1]}}`;
    i += placeholder[0].length - 1;
  }
  return result;
}
