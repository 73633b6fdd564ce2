/**
 * Binds of dynamic SOQL: `Database.query('… WHERE Id IN :ids')` sees the variables of the method that calls it. The emitter wraps
 * such calls so that names can be looked up while they run.
 */
import { apexError } from './exceptions.ts';

/** The value of a variable by lower-cased name; undefined when there is none. */
export type Lookup = (name: string) => unknown;

let visible: Lookup | undefined;

export function withVariables<T>(lookup: Lookup, action: () => T): T {
  const outer = visible;
  visible = lookup;
  try {
    return action();
  } finally {
    visible = outer;
  }
}

/** The values of all `:name` in a query text. @throws QueryException `Variable does not exist: x` */
export function boundValues(text: string | null): Map<string, unknown> {
  const binds = new Map<string, unknown>();
  const withoutLiterals = (text ?? '').replace(/'(?:\\.|[^'\\])*'/gs, "''");
  for (const [, name] of withoutLiterals.matchAll(/(?<![\d:]):\s*([a-zA-Z_]\w*)/g)) {
    const key = name!.toLowerCase();
    const value = visible?.(key);
    if (value === undefined) throw apexError('System.QueryException', `Variable does not exist: ${name}`);
    binds.set(key, value);
  }
  return binds;
}
