/** Filter logic of metadata, over numbered conditions: `and`, `or`, or `1 AND (2 OR NOT 3)`. */

/** Whether the conditions hold together. */
export function combine(logic: string, count: number, test: (index: number) => boolean): boolean {
  const all = Array.from({ length: count }, (_, index) => index);
  if (/^and$/i.test(logic.trim())) return all.every(test);
  if (/^or$/i.test(logic.trim())) return all.some(test);
  const tokens = logic.match(/\d+|\(|\)|AND|OR|NOT/gi) ?? [];
  const next = (): string | undefined => tokens.shift()?.toUpperCase();
  const ahead = (): string | undefined => tokens[0]?.toUpperCase();
  const primary = (): boolean => {
    const token = next();
    if (token === 'NOT') return !primary();
    if (token !== '(') return test(Number(token) - 1);
    const value = either();
    next();
    return value;
  };
  // Every part is read, so that the tokens are used up whatever it gives.
  const both = (): boolean => {
    let value = primary();
    while (ahead() === 'AND' && next()) value = primary() && value;
    return value;
  };
  const either = (): boolean => {
    let value = both();
    while (ahead() === 'OR' && next()) value = both() || value;
    return value;
  };
  return either();
}

/** The same of conditions as SOQL text: what NOT negates stands in brackets with it. */
export function combineText(logic: string, conditions: string[]): string {
  if (conditions.length === 0) return '';
  const word = logic.trim().toUpperCase();
  if (word === 'AND' || word === 'OR') return conditions.join(` ${word} `);
  const condition = (number: string): string => `(${conditions[Number(number) - 1] ?? ''})`;
  return logic.replace(/(NOT\s+)?(\d+)/gi, (_, not: string | undefined, number: string) =>
    not ? `(NOT ${condition(number)})` : condition(number),
  );
}
