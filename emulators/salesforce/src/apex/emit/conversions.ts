/** Implicit and explicit conversions between static types. */
import type { Expression } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';

/** Wraps code so that a value of static type `from` becomes one of `to`. Null stays null. */
export function convert(code: string, from: Type | undefined, to: Type | undefined): string {
  if (!from || !to || from === to || from.kind === 'null' || to.kind === 'object') return code;
  if (to.kind === 'sobject' && from.kind === 'list') return `R.singleRow(${code})`;
  if (to.kind !== 'primitive') return code;
  if (from.kind === 'list' && to.name === 'Integer') return `R.countOf(${code})`;
  if (from.kind !== 'primitive') return code;
  switch (`${from.name}>${to.name}`) {
    case 'Integer>Long':
      return /^-?\d+$/.test(code) ? `${code}n` : `R.integerToLong(${code})`;
    case 'Integer>Double':
      return `R.integerToDouble(${code})`;
    case 'Integer>Decimal':
      return `R.integerToDecimal(${code})`;
    case 'Long>Double':
      return `R.longToDouble(${code})`;
    case 'Long>Decimal':
      return `R.longToDecimal(${code})`;
    case 'Double>Decimal':
      return `R.doubleToDecimal(${code})`;
    case 'Decimal>Double':
      return `R.decimalToDouble(${code})`;
    case 'Long>Integer':
      return `R.longToInteger(${code})`;
    case 'Double>Integer':
    case 'Decimal>Integer':
      return `R.numberToInteger(${code})`;
    case 'Double>Long':
    case 'Decimal>Long':
      return `R.numberToLong(${code})`;
    case 'String>Id':
      return `R.stringToId(${code})`;
    case 'Date>Datetime':
      return `R.dateToDatetime(${code})`;
    case 'Datetime>Date':
      return `R.datetimeToDate(${code})`;
    default:
      return code;
  }
}

/** True where the value of an expression can never be null: no check is needed. */
export function isNeverNull(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.literal !== 'null';
    case 'binary':
    case 'unary':
    case 'postfix':
    case 'instanceOf':
    case 'new':
    case 'newArray':
    case 'newList':
    case 'newMap':
    case 'this':
    case 'super':
    case 'classLiteral':
      return true;
    case 'query':
      return expression.convertTo === undefined || expression.convertTo.kind !== 'sobject';
    case 'assignment':
      return expression.operator !== '=' || isNeverNull(expression.value);
    case 'conditional':
      return isNeverNull(expression.then) && isNeverNull(expression.otherwise);
    default:
      return false;
  }
}

/** Code for a value that must not be null. */
export function checked(code: string, expression: Expression): string {
  if (isNeverNull(expression)) return code;
  // Methods of a null Blob complain about an argument: the platform passes the bytes to a function.
  return expression.type?.name === 'Blob' ? `R.argumentOf(${code})` : `N(${code})`;
}
