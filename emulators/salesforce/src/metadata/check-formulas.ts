/** Formulas are checked when they are deployed: syntax, functions, fields. */
import { isFunction } from '../formula/functions.ts';
import { type FormulaNode, parseFormula } from '../formula/parse.ts';
import { FormulaError } from '../formula/values.ts';
import { fieldOf, type ObjectInfo, type Schema } from '../schema/model.ts';
import { relationship } from '../soql/path.ts';

/** What is wrong; undefined when nothing is. Functions that are not emulated are left for run time, where they are named. */
export function checkFormula(text: string, object: ObjectInfo, schema: Schema): string | undefined {
  try {
    return check(parseFormula(text), object, schema);
  } catch (error) {
    if (error instanceof FormulaError) return error.message;
    throw error;
  }
}

function check(formula: FormulaNode, object: ObjectInfo, schema: Schema): string | undefined {
  const all = (parts: FormulaNode[]): string | undefined => {
    for (const part of parts) {
      const problem = check(part, object, schema);
      if (problem) return problem;
    }
    return undefined;
  };
  switch (formula.kind) {
    case 'call':
      if (!isFunction(formula.name)) return `NotEmulated: formula function ${formula.name}`;
      return all(formula.parameters);
    case 'unary':
      return check(formula.operand, object, schema);
    case 'binary':
      return all([formula.left, formula.right]);
    case 'path':
      return formula.path[0]!.startsWith('$') ? undefined : checkName(formula.path, object, schema);
    default:
      return undefined;
  }
}

function checkName(parts: string[], object: ObjectInfo, schema: Schema): string | undefined {
  let current = object;
  for (const part of parts.slice(0, -1)) {
    const step = relationship(current, part);
    const next =
      step && schema.object(step.referenceTo.length === 1 ? step.referenceTo[0]! : part === 'Owner' ? 'User' : 'Name');
    if (!next) return `Field ${parts.join('.')} does not exist. Check spelling.`;
    current = next;
  }
  const last = parts.at(-1)!;
  return fieldOf(current, last) ? undefined : `Field ${last} does not exist. Check spelling.`;
}
