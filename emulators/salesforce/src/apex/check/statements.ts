/** Binds statements, and tells whether the end of each can be reached. */
import type {
  Block,
  DmlStatement,
  ForEachStatement,
  ForStatement,
  LocalDeclaration,
  ReturnStatement,
  Statement,
  TryStatement,
} from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import { fieldInCode } from '../../schema/code-namespace.ts';
import { isAssignable, isException } from '../types/conversion.ts';
import { ancestors } from '../types/members.ts';
import { libraryName, primitives } from '../types/registry.ts';
import type { Body } from './body.ts';
import { bindExpression, requireBoolean } from './expressions.ts';
import { displayName, unknownType } from './program.ts';
import { bindSwitch } from './switches.ts';

/** `maybe`: an endless loop as far as one can see; neither what follows nor a missing return is an error. */
export type Completion = 'yes' | 'no' | 'maybe';

export function bindBlock(body: Body, block: Block): Completion {
  return body.nested(() => {
    let end = 'yes' as Completion;
    for (const statement of block.statements) {
      if (end === 'no') body.error(statement.pos, 'Unreachable statement');
      const next = bindStatement(body, statement);
      if (end !== 'no') end = next === 'yes' && end === 'maybe' ? 'maybe' : next;
    }
    return end;
  });
}

export function bindStatement(body: Body, statement: Statement): Completion {
  switch (statement.kind) {
    case 'block':
      return bindBlock(body, statement);
    case 'local':
      bindLocals(body, statement);
      return 'yes';
    case 'expressionStatement':
      bindExpression(body, statement.expression);
      if (!/^(call|assignment|postfix|new|unary)$/.test(statement.expression.kind))
        body.error(statement.pos, 'Expression cannot be a statement.');
      return 'yes';
    case 'if':
      requireBoolean(body, statement.condition);
      return either(
        body.nested(() => bindStatement(body, statement.then)),
        statement.otherwise ? body.nested(() => bindStatement(body, statement.otherwise!)) : 'yes',
      );
    case 'while':
      requireBoolean(body, statement.condition);
      bindLoop(body, statement.body);
      return statement.condition.kind === 'literal' ? 'maybe' : 'yes';
    case 'doWhile': {
      const end = bindLoop(body, statement.body);
      requireBoolean(body, statement.condition);
      return end === 'yes' ? 'yes' : 'maybe';
    }
    case 'for':
      return bindFor(body, statement);
    case 'forEach':
      bindForEach(body, statement);
      return 'yes';
    case 'return':
      bindReturn(body, statement);
      return 'no';
    case 'throw': {
      const type = bindExpression(body, statement.expression);
      if (type.kind !== 'null' && !isException(type))
        body.error(statement.pos, `Throw expression must be of type exception: ${displayName(type)}`);
      return 'no';
    }
    case 'break':
    case 'continue':
      if (body.loopDepth === 0)
        body.error(
          statement.pos,
          statement.kind === 'break' ? 'Break statement must be in loop' : 'Continue statement must be in loop',
        );
      return 'no';
    case 'try':
      return bindTry(body, statement);
    case 'switch':
      return bindSwitch(body, statement);
    case 'dml':
      bindDml(body, statement);
      return 'yes';
    case 'runAs': {
      const type = bindExpression(body, statement.user);
      const isUser =
        type.kind === 'null' ||
        (type.kind === 'sobject' && (type.name === 'User' || !type.object)) ||
        (type.kind === 'class' && libraryName(type) === 'System.Version');
      if (!isUser) body.error(statement.pos, "runAs requires a single argument of type 'User' or 'Version'");
      // A return inside does not make the code behind unreachable.
      return bindBlock(body, statement.body) === 'no' ? 'maybe' : 'yes';
    }
  }
}

export const either = (left: Completion, right: Completion): Completion =>
  left === 'yes' || right === 'yes' ? 'yes' : left === 'maybe' || right === 'maybe' ? 'maybe' : 'no';

function bindLocals(body: Body, statement: LocalDeclaration): void {
  const type = body.resolve(statement.typeRef);
  if (type.kind === 'void') body.error(statement.pos, 'Variables cannot be of type void');
  for (const variable of statement.variables) {
    if (variable.initializer) {
      bindExpression(body, variable.initializer);
      requireValue(body, variable.initializer.type!, variable.initializer.pos, type);
      body.coerce(variable.initializer, type);
    }
    variable.local = body.declare(
      variable.name,
      type,
      statement.isFinal && variable.initializer !== undefined,
      variable.pos,
    );
  }
}

function requireValue(body: Body, from: Type, pos: Statement['pos'], to: Type): void {
  if (from.kind === 'void') body.error(pos, `Illegal assignment from void to ${displayName(to)}`);
}

function bindLoop(body: Body, statement: Statement | undefined): Completion {
  if (!statement) return 'yes';
  body.loopDepth++;
  const end = body.nested(() => bindStatement(body, statement));
  body.loopDepth--;
  return end;
}

function bindFor(body: Body, statement: ForStatement): Completion {
  return body.nested(() => {
    const { initializer } = statement;
    if (Array.isArray(initializer)) for (const expression of initializer) bindExpression(body, expression);
    else if (initializer) bindLocals(body, initializer);
    if (statement.condition) requireBoolean(body, statement.condition);
    for (const expression of statement.update) bindExpression(body, expression);
    bindLoop(body, statement.body);
    return statement.condition && statement.condition.kind !== 'literal' ? 'yes' : 'maybe';
  });
}

function bindForEach(body: Body, statement: ForEachStatement): void {
  const variable = body.resolve(statement.typeRef);
  const source = bindExpression(body, statement.iterable);
  const element = elementOf(source);
  statement.mode = 'iterable';
  if (source.kind !== 'null') {
    if (!element) body.error(statement.pos, `Loop must iterate over collection: ${displayName(source)}`);
    else if (statement.iterable.kind === 'query' && variable.kind === 'list') {
      statement.mode = 'chunks';
      if (!isAssignable(source, variable))
        body.error(
          statement.pos,
          `Invalid loop variable type expected ${displayName(element)} was ${displayName(variable)}`,
        );
    } else {
      if (statement.iterable.kind === 'query') statement.mode = 'records';
      const isRecord =
        element.kind === 'sobject' && variable.kind === 'sobject' && (!element.object || !variable.object);
      if (!isRecord && !isAssignable(element, variable))
        body.error(
          statement.pos,
          `Invalid loop variable type expected ${displayName(element)} was ${displayName(variable)}`,
        );
    }
  }
  body.nested(() => {
    statement.local = body.declare(statement.name, variable, false, statement.pos);
    bindLoop(body, statement.body);
  });
}

/** What a loop over a value yields; undefined when it cannot be looped over. */
function elementOf(source: Type): Type | undefined {
  if (source.kind === 'list' || source.kind === 'set') return source.arguments[0];
  if (source.kind === 'null') return unknownType;
  if (source.kind !== 'class') return undefined;
  const iterable = ancestors(source).find((at) => libraryName(at) === 'System.Iterable');
  return iterable?.arguments[0];
}

function bindReturn(body: Body, statement: ReturnStatement): void {
  const { expression } = statement;
  const type = expression && bindExpression(body, expression);
  if (body.kind === 'initializer' || body.kind === 'field')
    body.error(statement.pos, 'Return must be called from a method');
  else if (!body.result || body.result.kind === 'void') {
    if (!expression) return;
    if (body.kind === 'constructor') body.error(statement.pos, 'Constructors must not return a value');
    else
      body.error(
        statement.pos,
        body.kind === 'trigger' ? 'Trigger bodies must not return a value' : 'Void method must not return a value',
      );
  } else if (!expression)
    body.error(statement.pos, `Missing return statement required return type: ${displayName(body.result)}`);
  else {
    requireValue(body, type!, expression.pos, body.result);
    if (type!.kind !== 'void') body.coerce(expression, body.result);
  }
}

function bindTry(body: Body, statement: TryStatement): Completion {
  let end = bindBlock(body, statement.body);
  const caught: Type[] = [];
  if (statement.catches.length === 0 && !statement.finallyBlock)
    body.error(statement.pos, 'Try block must have at least one catch block or a finally block');
  for (const clause of statement.catches) {
    const type = body.resolve(clause.typeRef);
    if (type.kind !== 'null' && !isException(type))
      body.error(clause.pos, `Catch block variable must be of type exception: ${displayName(type)}`);
    else if (caught.some((earlier) => isAssignable(type, earlier)))
      body.error(clause.pos, `Exception type already caught: ${displayName(type)}`);
    if (type.kind !== 'null') caught.push(type);
    body.nested(() => {
      clause.local = body.declare(clause.name, type, false, clause.pos);
      end = either(end, bindBlock(body, clause.body));
    });
  }
  if (statement.finallyBlock && bindBlock(body, statement.finallyBlock) === 'no') end = 'no';
  return end;
}

function bindDml(body: Body, statement: DmlStatement): void {
  const type = bindExpression(body, statement.target);
  const record = recordType(type);
  if (type.kind !== 'null' && !record)
    body.error(statement.pos, `DML requires SObject or SObject list type: ${displayName(type)}`);
  if (statement.operation === 'merge') bindMerge(body, statement, record);
  else if (statement.second) bindExpression(body, statement.second);
  if (statement.externalIdField && record?.kind === 'sobject') bindExternalId(body, statement, record);
}

function recordType(type: Type): Type | undefined {
  if (type.kind === 'sobject') return type;
  return type.kind === 'list' && /^(sobject|null)$/.test(type.arguments[0]!.kind) ? type.arguments[0] : undefined;
}

function bindMerge(body: Body, statement: DmlStatement, record: Type | undefined): void {
  if (record && record.kind === 'sobject' && record.object && !/^(Account|Contact|Lead|Case)$/i.test(record.name))
    body.error(statement.pos, `Specified type ${record.name} cannot be merged`);
  if (!statement.second) return;
  const second = bindExpression(body, statement.second);
  const element = second.kind === 'list' ? second.arguments[0]! : second;
  const isId = element === primitives.Id || element === primitives.String;
  const isOther =
    element.kind === 'sobject' && record?.kind === 'sobject' && record.object && element.object
      ? element.object !== record.object
      : false;
  if (second.kind !== 'null' && ((element.kind !== 'sobject' && !isId) || isOther))
    body.error(statement.pos, 'Invalid type for duplicate records');
}

function bindExternalId(body: Body, statement: DmlStatement, record: Type): void {
  const object = record.kind === 'sobject' ? record.object : undefined;
  const name = statement.externalIdField!.split('.').pop()!;
  if (!object) {
    body.error(statement.pos, 'Upsert with a field specification requires a concrete SObject type');
    return;
  }
  const field = fieldInCode(object, name);
  if (!field || !(field.isExternalId || field.isIdLookup || field.type === 'id')) {
    body.error(
      statement.pos,
      `Invalid field for upsert, must be an External Id custom or standard indexed field: ${name}`,
    );
  } else statement.externalId = field;
}
