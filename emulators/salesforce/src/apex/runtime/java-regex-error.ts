/** What Java says of a pattern it does not compile: the complaint, the place, the pattern, and a mark under the place. */
export class RegexError extends SyntaxError {
  /** @param index where Java was; below zero it names no place */
  constructor(complaint: string, pattern: string, index: number) {
    const place = index >= 0 ? ` near index ${index}` : '';
    const mark = index >= 0 && index < pattern.length ? `\n${' '.repeat(index)}^` : '';
    super(`${complaint}${place}\n${pattern}${mark}`);
  }
}
