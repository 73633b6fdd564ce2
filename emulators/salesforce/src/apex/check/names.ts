/** Names and dotted names: values, or types and namespaces that qualify what follows. */
import type { Expression, FieldExpression, NameExpression } from '../syntax/ast.ts';
import type { ClassType, FieldSymbol, Type } from '../types/type.ts';
import { ancestors, findField } from '../types/members.ts';
import { isVisible } from './access.ts';
import type { Body } from './body.ts';
import { bindExpression } from './expressions.ts';
import { bindMember } from './members.ts';
import { unknownType } from './program.ts';
import { innerPath, packagedType, visibleUserType } from './resolve.ts';
import { bindStaticMember } from './statics.ts';

/** A name that is no value: what it may stand for. */
export interface Qualifier {
  expression: NameExpression | FieldExpression;
  types: Type[];
  namespace: string | undefined;
  /** A static field of a parent class that has the type's name: meant where the type has no such static member. */
  hidden?: FieldSymbol;
}

/** Binds an expression as a value, or tells what type or namespace it names (its binding is set by whoever uses it). */
export function bindTarget(body: Body, expression: Expression): Type | Qualifier {
  if (expression.kind === 'name') return bindNameTarget(body, expression);
  if (expression.kind === 'fieldAccess') return bindFieldTarget(body, expression);
  return bindExpression(body, expression);
}

export function isQualifier(target: Type | Qualifier): target is Qualifier {
  return !('kind' in target);
}

/** Binds a name where only a value will do. */
export function bindValueName(body: Body, expression: NameExpression | FieldExpression): Type {
  const target = bindTarget(body, expression);
  if (!isQualifier(target)) return target;
  body.error(expression.pos, `Variable does not exist: ${expression.name}`);
  return (expression.type = unknownType);
}

function bindNameTarget(body: Body, expression: NameExpression): Type | Qualifier {
  const local = body.local(expression.name);
  if (local) {
    expression.binding = { kind: 'local', local };
    return (expression.type = local.type);
  }
  const field = fieldInScope(body, expression.name);
  const qualifier = qualifierOf(body, expression);
  if (field && !(qualifier && isHiddenByType(body, field))) return useField(body, expression, field);
  if (qualifier) return field?.isStatic ? { ...qualifier, hidden: field } : qualifier;
  body.error(expression.pos, `Variable does not exist: ${expression.name}`);
  return (expression.type = unknownType);
}

/** Where a type of the same name wins: over instance fields in static code, over static fields of a parent class. */
function isHiddenByType(body: Body, field: FieldSymbol): boolean {
  if (!field.isStatic) return body.isStatic;
  return field.owner !== body.type && field.owner !== body.type?.outer;
}

/** Fields of this class and its parents, then static ones of the outer class. */
function fieldInScope(body: Body, name: string): FieldSymbol | undefined {
  if (!body.type) return undefined;
  const own = findField(body.type, name);
  if (own && !own.owner.namespace) return own;
  for (let at = body.type.outer; at; at = at.outer) {
    const field = findField(at, name);
    if (field && !field.owner.namespace) return field;
  }
  return own;
}

function useField(body: Body, expression: NameExpression, field: FieldSymbol): Type {
  const isOwn = body.type !== undefined && ancestors(body.type).includes(field.owner);
  if (!field.isStatic && (!isOwn || body.isStatic)) {
    body.error(
      expression.pos,
      isOwn
        ? `Non static field cannot be referenced from a static context: ${field.name} from the type ${field.owner.name}`
        : `Variable does not exist: ${expression.name}`,
    );
  } else if (!field.isStatic && body.inConstructorCall) {
    body.error(expression.pos, `Cannot reference instance variables in a constructor invocation: ${field.name}`);
  } else if (!isVisible(body, field))
    body.error(expression.pos, `Variable is not visible: ${field.owner.name}.${field.name}`);
  expression.binding = { kind: 'field', field };
  return (expression.type = field.type);
}

/** Settles that a qualifier means the field its type hid. */
export function useHidden(body: Body, qualifier: Qualifier): Type {
  return useField(body, qualifier.expression as NameExpression, qualifier.hidden!);
}

/** User types hide the platform's; a platform name may be a class, an SObject and a namespace at once. */
function qualifierOf(body: Body, expression: NameExpression): Qualifier | undefined {
  const { registry } = body.program;
  const own = visibleUserType(body.program, expression.name, body.type);
  if (own) return { expression, types: [own], namespace: registry.namespace(expression.name) };
  const found = [
    registry.platform(`System.${expression.name}`),
    registry.sobjectNamed(expression.name),
    registry.platform(`Schema.${expression.name}`),
  ];
  const types = found.filter((type) => type !== undefined);
  const isPackage = registry.packages.has(expression.name.toLowerCase());
  const namespace = registry.namespace(expression.name) ?? (isPackage ? expression.name : undefined);
  return types.length > 0 || namespace ? { expression, types, namespace } : undefined;
}

function bindFieldTarget(body: Body, expression: FieldExpression): Type | Qualifier {
  const target = bindTarget(body, expression.target);
  if (!isQualifier(target)) return bindMember(body, expression, target);
  for (const type of target.types) {
    const value = bindStaticMember(body, expression, type);
    if (value) {
      chooseType(target, type);
      return value;
    }
  }
  const inner = innerQualifier(body, expression, target);
  if (inner) return inner;
  if (target.hidden) return bindMember(body, expression, useHidden(body, target));
  const [first] = target.types;
  if (first?.kind === 'sobject')
    body.error(expression.pos, `Field does not exist: ${expression.name} on ${first.name}`);
  else body.error(expression.pos, `Variable does not exist: ${expression.name}`);
  if (first) chooseType(target, first);
  return (expression.type = unknownType);
}

/** `Outer.Inner`, `Schema.Account`, `System.Label`: still no value. */
function innerQualifier(body: Body, expression: FieldExpression, target: Qualifier): Qualifier | undefined {
  const { registry } = body.program;
  for (const type of target.types) {
    const inner = type.kind === 'class' ? innerPath(type, [expression.name]) : undefined;
    if (inner) {
      chooseType(target, type);
      return { expression, types: [inner], namespace: undefined };
    }
  }
  if (!target.namespace) return undefined;
  const isPackage = registry.packages.has(target.namespace.toLowerCase());
  const qualified = isPackage
    ? packagedType(body.program, target.namespace, expression.name)
    : registry.platform(`${target.namespace}.${expression.name}`);
  const found: (Type | undefined)[] = [qualified];
  if (target.namespace === 'System')
    found.push(registry.primitive(expression.name) && registry.membersOf(registry.primitive(expression.name)!));
  if (target.namespace === 'Schema') found.push(registry.sobjectNamed(expression.name));
  const types = found.filter((type) => type !== undefined);
  const namespace = target.namespace === 'System' ? registry.namespace(expression.name) : undefined;
  if (types.length === 0 && !namespace) return undefined;
  target.expression.binding = { kind: 'namespace', name: target.namespace };
  return { expression, types, namespace };
}

/** Settles what a qualifier means; the expressions before it are namespaces or outer types already. */
export function chooseType(qualifier: Qualifier, type: Type): void {
  qualifier.expression.binding = { kind: 'type', type };
  qualifier.expression.type = type;
}

/** The class whose static methods a namespace name also stands for: `Database.insert`, `System.debug`. */
export function classOfNamespace(body: Body, namespace: string): ClassType | undefined {
  return body.program.registry.platform(`System.${namespace}`);
}
