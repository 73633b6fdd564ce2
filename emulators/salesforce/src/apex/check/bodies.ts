/** Binds all code of a unit: field initialisers, accessors, methods, constructors, triggers, blocks. */
import type {
  Accessor,
  Block,
  ClassDeclaration,
  ConstructorDeclaration,
  FieldDeclaration,
  InitializerBlock,
  MethodDeclaration,
  Parameter,
  PropertyDeclaration,
  Statement,
  TriggerUnit,
} from '../syntax/ast.ts';
import type { ClassType, Type } from '../types/type.ts';
import { objectInCode } from '../../schema/code-namespace.ts';
import { chooseOverload } from './overloads.ts';
import { Body, type BodyKind } from './body.ts';
import { bindExpression } from './expressions.ts';
import { displayName, type Program, type UnitInfo } from './program.ts';
import { bindBlock } from './statements.ts';

export function bindUnit(program: Program, info: UnitInfo): void {
  const { unit } = info;
  if (unit.kind === 'triggerUnit') bindTrigger(program, info, unit);
  else if (unit.kind === 'anonymousUnit') {
    for (const member of unit.members) if (member.kind === 'method') bindMethod(program, info, info.top!, member);
    for (const inner of info.top!.inner) bindType(program, info, inner);
    bindBlock(new Body(program, { kind: 'anonymous', info, type: info.top, isStatic: true }), unit.body);
  } else {
    bindType(program, info, info.top!);
    for (const inner of info.top!.inner) bindType(program, info, inner);
  }
}

function contained(program: Program, block: Block, action: () => void): void {
  const problem = program.contain(action);
  if (problem === undefined) delete block.broken;
  else block.broken = problem;
}

function bindTrigger(program: Program, info: UnitInfo, unit: TriggerUnit): void {
  const object = objectInCode(program.schema, unit.objectName);
  if (!object) program.report(info, unit.pos, `Trigger type isn't an SObject: ${unit.objectName}`);
  else {
    unit.object = object;
    // The grammar takes what the type of real events leaves out.
    const repeated = unit.events.find((event, index) => unit.events.indexOf(event) !== index);
    if (repeated)
      program.report(
        info,
        unit.pos,
        `Duplicate Trigger Usage: ${repeated.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())}`,
      );
    if ((unit.events as string[]).includes('before undelete'))
      program.report(info, unit.pos, 'Trigger Usage Before Undelete is not supported');
    if (!object.isTriggerable) program.report(info, unit.pos, `SObject type does not allow triggers: ${object.name}`);
    else if (
      (object.kind === 'platformEvent' || object.kind === 'changeEvent') &&
      unit.events.some((event) => event !== 'after insert')
    ) {
      program.report(info, unit.pos, `Platform Event SObjects only supports after insert: ${object.name}`);
    }
  }
  const options = { kind: 'trigger' as const, info, type: undefined, isStatic: true };
  contained(program, unit.body, () =>
    bindBlock(new Body(program, object ? { ...options, triggerObject: object } : options), unit.body),
  );
}

function bindType(program: Program, info: UnitInfo, type: ClassType): void {
  const { declaration } = type;
  if (declaration?.kind !== 'class') return;
  for (const member of declaration.members) {
    switch (member.kind) {
      case 'field':
        bindFields(program, info, type, member);
        break;
      case 'property':
        bindProperty(program, info, type, member);
        break;
      case 'method':
        bindMethod(program, info, type, member);
        break;
      case 'constructor':
        bindConstructor(program, info, type, member, declaration);
        break;
      case 'initializer':
        bindInitializer(program, info, type, member);
        break;
      default:
    }
  }
}

function bindFields(program: Program, info: UnitInfo, type: ClassType, member: FieldDeclaration): void {
  const body = new Body(program, { kind: 'field', info, type, isStatic: member.modifiers.isStatic });
  if (member.modifiers.isStatic && type.outer?.declaration)
    body.error(member.pos, 'Static can only be used on fields of a top level type');
  for (const variable of member.variables) {
    if (!variable.initializer || !variable.field) continue;
    const { initializer, field } = variable;
    const problem = program.contain(() => {
      const from = bindExpression(body, initializer);
      if (from.kind === 'void')
        body.error(initializer.pos, `Illegal assignment from void to ${displayName(field.type)}`);
      else body.coerce(initializer, field.type);
    });
    if (problem === undefined) delete variable.broken;
    else variable.broken = problem;
  }
}

function bindProperty(program: Program, info: UnitInfo, type: ClassType, member: PropertyDeclaration): void {
  const field = member.field!;
  const open = (kind: BodyKind, result: Type): Body =>
    new Body(program, { kind, info, type, isStatic: member.modifiers.isStatic, result, property: field });
  const { getter, setter } = member;
  if (getter?.body) contained(program, getter.body, () => finish(open('getter', field.type), getter, field.type));
  if (setter?.body) {
    const body = open('setter', program.registry.builtin('void', [])!);
    setter.valueLocal = body.declare('value', field.type, false, setter.pos);
    contained(program, setter.body, () => bindBlock(body, setter.body!));
  }
}

function finish(body: Body, accessor: Accessor, result: Type): void {
  if (bindBlock(body, accessor.body!) === 'yes' && result.kind !== 'null')
    body.error(accessor.pos, `Missing return statement required return type: ${displayName(result)}`);
}

function declareParameters(body: Body, parameters: Parameter[], types: Type[]): void {
  for (const [index, parameter] of parameters.entries())
    parameter.local = body.declare(parameter.name, types[index]!, parameter.isFinal, parameter.pos);
}

function bindMethod(program: Program, info: UnitInfo, type: ClassType, member: MethodDeclaration): void {
  const method = member.method!;
  const body = new Body(program, { kind: 'method', info, type, isStatic: method.isStatic, result: method.returnType });
  declareParameters(body, member.parameters, method.parameters);
  const block = member.body;
  if (!block) return;
  contained(program, block, () => {
    const end = bindBlock(body, block);
    if (end === 'yes' && method.returnType.kind !== 'void' && method.returnType.kind !== 'null')
      body.error(member.pos, `Missing return statement required return type: ${displayName(method.returnType)}`);
  });
}

function bindConstructor(
  program: Program,
  info: UnitInfo,
  type: ClassType,
  member: ConstructorDeclaration,
  declaration: ClassDeclaration,
): void {
  const body = new Body(program, { kind: 'constructor', info, type, isStatic: false });
  declareParameters(body, member.parameters, member.constructorSymbol!.parameters);
  const [first, ...rest] = member.body.statements;
  contained(program, member.body, () => {
    for (const statement of rest) {
      const call = chainCall(statement);
      if (call) body.error(statement.pos, `Call to '${call}()' must be the first statement in a constructor method`);
    }
    if (!first || !chainCall(first)) requireDefault(body, type, member, declaration);
    bindBlock(body, member.body);
  });
}

/** `this` or `super` when the statement is such a call. */
function chainCall(statement: Statement): 'this' | 'super' | undefined {
  if (
    statement.kind !== 'expressionStatement' ||
    statement.expression.kind !== 'call' ||
    statement.expression.name !== ''
  )
    return undefined;
  const kind = statement.expression.target?.kind;
  return kind === 'this' || kind === 'super' ? kind : undefined;
}

function requireDefault(
  body: Body,
  type: ClassType,
  member: ConstructorDeclaration,
  declaration: ClassDeclaration,
): void {
  const parent = type.superType;
  if (!parent || parent.namespace || chooseOverload(parent.constructors, []).chosen) return;
  body.error(member.pos ?? declaration.pos, `No default constructor available in super type: ${parent.name}`);
}

function bindInitializer(program: Program, info: UnitInfo, type: ClassType, member: InitializerBlock): void {
  const body = new Body(program, { kind: 'initializer', info, type, isStatic: member.isStatic });
  if (member.isStatic && type.outer?.declaration)
    body.error(member.pos, 'Inner types are not allowed to have static blocks');
  contained(program, member.body, () => bindBlock(body, member.body));
}
