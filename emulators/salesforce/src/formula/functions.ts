/** Functions of the formula language. A function that is missing is NotEmulated by name. */
import { NotEmulated } from '../org/services.ts';
import type { Decimal } from '../apex/runtime/decimal.ts';
import { dateFunctions } from './date-functions.ts';
import type { FormulaContext, FormulaValue } from './context.ts';
import { fieldValue, oldContext } from './names.ts';
import type { FormulaNode } from './parse.ts';
import { textFunctions } from './text-functions.ts';
import { asBoolean, asNumber, asText, compare, FormulaError, isBlank, number } from './values.ts';

type Evaluate = (node: FormulaNode, context: FormulaContext) => FormulaValue;
/** Gets its parameters evaluated. */
export type SimpleFunction = (parameters: FormulaValue[], context: FormulaContext) => FormulaValue;

/** Functions that decide which of their parameters are evaluated. */
const lazyFunctions: Record<
  string,
  (nodes: FormulaNode[], context: FormulaContext, evaluate: Evaluate) => FormulaValue
> = {
  IF: ([condition, then, otherwise], context, evaluate) =>
    asBoolean(evaluate(condition!, context)) ? evaluate(then!, context) : evaluate(otherwise!, context),
  AND: (nodes, context, evaluate) => nodes.every((node) => asBoolean(evaluate(node, context))),
  OR: (nodes, context, evaluate) => nodes.some((node) => asBoolean(evaluate(node, context))),
  CASE: (nodes, context, evaluate) => {
    const value = evaluate(nodes[0]!, context);
    for (let i = 1; i + 1 < nodes.length; i += 2) {
      if (compare(value, evaluate(nodes[i]!, context)) === 0) return evaluate(nodes[i + 1]!, context);
    }
    return evaluate(nodes[nodes.length - 1]!, context);
  },
  ISCHANGED: ([node], context) => {
    const path = pathOf(node);
    if (context.isNew || !context.old) return false;
    return compare(fieldValue(path, context), fieldValue(path, oldContext(context))) !== 0;
  },
  PRIORVALUE: ([node], context) => {
    const path = pathOf(node);
    return fieldValue(path, oldContext(context));
  },
  /** Blank numbers are told from zero here, whatever the option says. */
  ISBLANK: ([node], context, evaluate) => isBlank(evaluate(node!, { ...context, blankAsZero: false })),
  ISNULL: ([node], context, evaluate) => isBlank(evaluate(node!, { ...context, blankAsZero: false })),
};

function pathOf(node: FormulaNode | undefined): string[] {
  if (node?.kind !== 'path') throw new FormulaError('Incorrect parameter. Expected a field');
  return node.path;
}

/** Rounds half away from zero, as the platform does in formulas. */
function round(value: FormulaValue, digits: FormulaValue): Decimal | null {
  const scale = asNumber(digits)?.toNumber() ?? 0;
  return asNumber(value)?.setScale(scale, 'HALF_UP') ?? null;
}

const mathematical =
  (action: (value: number) => number): SimpleFunction =>
  ([value]) => {
    const amount = asNumber(value ?? null);
    return amount === null ? null : number(action(amount.toNumber()));
  };

function extreme(parameters: FormulaValue[], sign: number): FormulaValue {
  const values = parameters.filter((value) => value !== null);
  return values.reduce<FormulaValue>(
    (best, value) => (best === null || compare(value, best)! * sign > 0 ? value : best),
    null,
  );
}

const simpleFunctions: Record<string, SimpleFunction> = {
  ...textFunctions,
  ...dateFunctions,
  NOT: ([value]) => !asBoolean(value ?? null),
  BLANKVALUE: ([value, substitute]) => (isBlank(value ?? null) ? (substitute ?? null) : value!),
  NULLVALUE: ([value, substitute]) => (isBlank(value ?? null) ? (substitute ?? null) : value!),
  ISNEW: (_, context) => context.isNew,
  ISCLONE: () => false,
  ISPICKVAL: ([value, text]) => asText(value ?? null) === asText(text ?? null),
  INCLUDES: ([value, text]) =>
    asText(value ?? null)
      .split(';')
      .includes(asText(text ?? null)),
  ROUND: ([value, digits]) => round(value ?? null, digits ?? null),
  ABS: ([value]) => asNumber(value ?? null)?.abs() ?? null,
  // CEILING and FLOOR round away from and towards zero; the M forms towards the infinities.
  CEILING: ([value]) => asNumber(value ?? null)?.setScale(0, 'UP') ?? null,
  FLOOR: ([value]) => asNumber(value ?? null)?.setScale(0, 'DOWN') ?? null,
  MCEILING: ([value]) => asNumber(value ?? null)?.setScale(0, 'CEILING') ?? null,
  MFLOOR: ([value]) => asNumber(value ?? null)?.setScale(0, 'FLOOR') ?? null,
  MOD: ([value, by]) => {
    const [a, b] = [asNumber(value ?? null), asNumber(by ?? null)];
    if (a === null || b === null) return null;
    const rest = a.remainder(b);
    return rest.signum() !== 0 && rest.signum() !== b.signum() ? rest.add(b) : rest;
  },
  MAX: (parameters) => extreme(parameters, 1),
  MIN: (parameters) => extreme(parameters, -1),
  SQRT: mathematical(Math.sqrt),
  EXP: mathematical(Math.exp),
  LN: mathematical(Math.log),
  LOG: mathematical(Math.log10),
  PI: () => number(Math.PI),
};

export function call(name: string, nodes: FormulaNode[], context: FormulaContext, evaluate: Evaluate): FormulaValue {
  const lazy = lazyFunctions[name];
  if (lazy) return lazy(nodes, context, evaluate);
  const simple = simpleFunctions[name];
  if (!simple) throw new NotEmulated(`formula function ${name}`);
  return simple(
    nodes.map((node) => evaluate(node, context)),
    context,
  );
}

export function isFunction(name: string): boolean {
  return name in lazyFunctions || name in simpleFunctions;
}
