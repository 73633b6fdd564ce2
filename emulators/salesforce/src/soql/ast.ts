/** A query as written: names not yet looked up. Positions are offsets into the text. */
import type { Distance } from './distance.ts';

export interface Path {
  names: string[];
  start: number;
}

export interface Call {
  /** Upper case: COUNT, SUM, CALENDAR_YEAR, TOLABEL … */
  fn: string;
  /** The field, or a call inside (FORMAT(SUM(x)), CALENDAR_YEAR(convertTimezone(x))). */
  argument: Path | Call | undefined;
  /** Of DISTANCE. */
  distance?: Distance;
  start: number;
}

export type Expression = Path | Call;

export type SelectItem =
  | { kind: 'expression'; expression: Expression; alias: string | undefined }
  | { kind: 'subquery'; query: Query }
  | { kind: 'typeof'; path: Path; whens: { object: string; start: number; paths: Path[] }[]; otherwise: Path[] }
  | { kind: 'fields'; set: 'ALL' | 'CUSTOM' | 'STANDARD'; start: number };

export type Literal =
  | { kind: 'null' }
  | { kind: 'string'; value: string }
  | { kind: 'number'; text: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'date'; text: string }
  | { kind: 'datetime'; text: string }
  | { kind: 'time'; text: string }
  | { kind: 'dateFormula'; name: string; n: number }
  | { kind: 'bind'; name: string };

export type Value = Literal | { kind: 'list'; items: Literal[] } | { kind: 'subquery'; query: Query };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'compare'; left: Expression; operator: Operator; value: Value; start: number };

export interface OrderItem {
  expression: Expression;
  isDescending: boolean;
  /** Undefined: first when ascending, last when descending. */
  nullsFirst: boolean | undefined;
}

export interface Query {
  select: SelectItem[];
  from: string;
  fromStart: number;
  alias: string | undefined;
  where: Condition | undefined;
  mode: 'USER_MODE' | 'SYSTEM_MODE' | 'SECURITY_ENFORCED' | undefined;
  groupBy: Expression[];
  grouping: 'plain' | 'rollup' | 'cube';
  having: Condition | undefined;
  orderBy: OrderItem[];
  limit: Literal | undefined;
  offset: Literal | undefined;
  allRows: boolean;
  forUpdate: boolean;
  scope: string | undefined;
}

export function isCall(expression: Expression): expression is Call {
  return 'fn' in expression;
}

const AGGREGATES = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

export function isAggregate(expression: Expression): boolean {
  if (!isCall(expression)) return false;
  if (AGGREGATES.has(expression.fn)) return true;
  return expression.argument !== undefined && isAggregate(expression.argument);
}
