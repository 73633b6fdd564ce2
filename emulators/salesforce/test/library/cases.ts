/** Tables of Apex expressions and what `'' + expression` gives; all of a table compile as one class. */
import { call, compile, newTransaction, type Compiled } from '../apex/harness.ts';

/** Expression and expected text; a text that begins with `!` is the exception expected: `!System.X: message`. */
export type Case = [expression: string, expected: string];

export interface Options {
  /** Statements that go before each expression. */
  setup?: string;
  /** Members of the class. */
  members?: string;
  zone?: string;
  locale?: string;
}

export function check(cases: Case[], options: Options = {}): void {
  let compiled: Compiled | undefined;
  const methods = cases.map(([expression], index) => {
    const code = expression.includes('return ') ? expression : `return '' + (${expression});`;
    return `public static String t${index}() { ${options.setup ?? ''} ${code} }`;
  });
  test.each(cases.map(([expression, expected], index) => [expression, expected, index] as const))(
    '%s → %s',
    (_text, expected, index) => {
      compiled ??= compile(`public class Main { ${options.members ?? ''} ${methods.join('\n')} }`);
      const transaction = newTransaction(compiled.org);
      Object.assign(transaction.user, { timeZone: options.zone ?? 'UTC', locale: options.locale ?? 'en_US' });
      const run = (): unknown => call(compiled!, `Main.t${index}`, [], transaction);
      if (!expected.startsWith('!')) expect(run()).toBe(expected);
      else expect(run).toThrow(new RegExp(`^${escape(expected.slice(1))}$`));
    },
  );
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
