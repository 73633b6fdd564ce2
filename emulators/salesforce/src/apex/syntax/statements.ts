/** Statements. */
import type { Node } from './position.ts';
import type { VariableDeclarator, TypeRef, LocalVariable } from './declarations.ts';
import type { Expression } from './expressions.ts';
import type { FieldInfo } from '../../schema/model.ts';

export type Statement =
  | Block
  | LocalDeclaration
  | ExpressionStatement
  | IfStatement
  | WhileStatement
  | DoWhileStatement
  | ForStatement
  | ForEachStatement
  | ReturnStatement
  | ThrowStatement
  | BreakStatement
  | ContinueStatement
  | TryStatement
  | SwitchStatement
  | DmlStatement
  | RunAsStatement;

export interface Block extends Node {
  kind: 'block';
  /** Why it does not compile, where the rest of its class is to run without it. */
  broken?: string;
  statements: Statement[];
}

export interface LocalDeclaration extends Node {
  kind: 'local';
  isFinal: boolean;
  typeRef: TypeRef;
  variables: VariableDeclarator[];
}

export interface ExpressionStatement extends Node {
  kind: 'expressionStatement';
  expression: Expression;
}

export interface IfStatement extends Node {
  kind: 'if';
  condition: Expression;
  then: Statement;
  otherwise: Statement | undefined;
}

export interface WhileStatement extends Node {
  kind: 'while';
  condition: Expression;
  body: Statement;
}

export interface DoWhileStatement extends Node {
  kind: 'doWhile';
  body: Statement;
  condition: Expression;
}

export interface ForStatement extends Node {
  kind: 'for';
  initializer: LocalDeclaration | Expression[] | undefined;
  condition: Expression | undefined;
  update: Expression[];
  body: Statement | undefined;
}

export interface ForEachStatement extends Node {
  kind: 'forEach';
  typeRef: TypeRef;
  name: string;
  iterable: Expression;
  body: Statement | undefined;
  local?: LocalVariable;
  /** Bound: `records` = one row per turn, `chunks` = lists of 200 rows; both only where `iterable` is a SOQL expression. */
  mode?: 'iterable' | 'records' | 'chunks';
}

export interface ReturnStatement extends Node {
  kind: 'return';
  expression: Expression | undefined;
}

export interface ThrowStatement extends Node {
  kind: 'throw';
  expression: Expression;
}

export interface BreakStatement extends Node {
  kind: 'break';
}

export interface ContinueStatement extends Node {
  kind: 'continue';
}

export interface TryStatement extends Node {
  kind: 'try';
  body: Block;
  catches: CatchClause[];
  finallyBlock: Block | undefined;
}

export interface CatchClause extends Node {
  typeRef: TypeRef;
  name: string;
  body: Block;
  local?: LocalVariable;
}

export interface SwitchStatement extends Node {
  kind: 'switch';
  expression: Expression;
  cases: SwitchCase[];
  otherwise: Block | undefined;
}

export interface SwitchCase extends Node {
  /** Literals, enum constants (bare names), `null`; or one typed binding `when Account a`. */
  values: Expression[];
  binding: { typeRef: TypeRef; name: string; local?: LocalVariable } | undefined;
  body: Block;
}

export interface DmlStatement extends Node {
  kind: 'dml';
  operation: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';
  /** `insert as user x`. */
  accessMode: 'user' | 'system' | undefined;
  target: Expression;
  /** The external id field of an upsert, as written (`Key__c` or `Obj__c.Key__c`). */
  externalIdField: string | undefined;
  /** The losing record(s) of a merge. */
  second: Expression | undefined;
  externalId?: FieldInfo;
}

export interface RunAsStatement extends Node {
  kind: 'runAs';
  user: Expression;
  body: Block;
}
