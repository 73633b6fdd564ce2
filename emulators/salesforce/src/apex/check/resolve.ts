/** Type names to types: inner types, the project's own, platform namespaces, SObjects. */
import type { TypeRef } from '../syntax/ast.ts';
import type { ClassType, Type } from '../types/type.ts';
import { codeNamespace } from '../../schema/code-namespace.ts';
import { anyType, userTypeKey } from '../types/registry.ts';
import { type Program, type TypeScope, unknownType } from './program.ts';

/** Levels of collections in one type. */
const MAX_NESTING = 8;

/** Binds `ref.type`; an unknown name is reported as `Invalid type`. */
export function resolveTypeRef(program: Program, ref: TypeRef, scope: TypeScope): Type {
  const parts = ref.typeArguments.map((argument) => resolveTypeRef(program, argument, scope));
  const type = resolveTypeName(program, ref.name, parts, scope);
  const depth = depthOf(ref);
  if (depth > MAX_NESTING)
    program.report(scope.info, ref.pos, `Exceeded max parameterized type depth: ${MAX_NESTING}, depth: ${depth}`);
  if (!type) program.report(scope.info, ref.pos, `Invalid type: ${spell(ref)}`);
  else if (type.kind === 'class') checkArguments(program, ref, type, parts, scope);
  else checkBuiltinArguments(program, ref, type, parts, scope);
  return (ref.type = type ?? unknownType);
}

/** Collections in collections, this one included. */
function depthOf({ typeArguments }: TypeRef): number {
  return typeArguments.length === 0 ? 0 : 1 + Math.max(...typeArguments.map(depthOf));
}

function spell(ref: TypeRef): string {
  return ref.typeArguments.length === 0 ? ref.name : `${ref.name}<${ref.typeArguments.map(spell).join(',')}>`;
}

function checkArguments(program: Program, ref: TypeRef, type: ClassType, parts: Type[], scope: TypeScope): void {
  if (parts.length > 0 && type.arguments.length === 0) {
    program.report(scope.info, ref.pos, `Type arguments provided for a non-parameterized type: ${type.name}`);
  } else if (parts.length > 0 && parts.length !== type.arguments.length) {
    program.report(
      scope.info,
      ref.pos,
      `Invalid type argument count for ${type.name}: expected ${type.arguments.length} but found ${parts.length}`,
    );
  } else if (!type.namespace && !isTypeVisible(program, type, scope)) {
    program.report(scope.info, ref.pos, `Type is not visible: ${type.name}`);
  }
}

function isTypeVisible(program: Program, type: ClassType, scope: TypeScope): boolean {
  if (isSameTop(program, type, scope.type) || type.access === 'global') return true;
  if (type.package !== codeNamespace()) return false;
  if (type.access === 'public') return true;
  const annotations = type.declaration?.modifiers.annotations ?? [];
  const isOpenToTests =
    type.isTest || annotations.some((annotation) => annotation.name.toLowerCase() === 'testvisible');
  if (scope.info.isTest && isOpenToTests) return true;
  for (let at = scope.type; at; at = at.superType) {
    if (type.access === 'protected' && type.outer && isSameTop(program, type, at)) return true;
  }
  return false;
}

function checkBuiltinArguments(program: Program, ref: TypeRef, type: Type, parts: Type[], scope: TypeScope): void {
  const wanted = 'arguments' in type ? type.arguments.length : 0;
  if (parts.length > 0 && wanted === 0)
    program.report(scope.info, ref.pos, `Type arguments provided for a non-parameterized type: ${type.name}`);
  else if (parts.length !== wanted) {
    const message =
      parts.length === 0
        ? `No type arguments provided for a parameterized type: ${ref.name}`
        : `Invalid type argument count for ${ref.name}: expected ${wanted} but found ${parts.length}`;
    program.report(scope.info, ref.pos, message);
  }
}

/** Both in one top-level class. */
export function isSameTop(program: Program, type: ClassType, other: ClassType | undefined): boolean {
  const top = (at: ClassType): ClassType => (at.outer ? top(at.outer) : at);
  if (!other) return false;
  const unit = program.infos.get(type)?.unit;
  return top(type) === top(other) || (unit !== undefined && unit === program.infos.get(other)?.unit);
}

/** A dotted name with resolved type arguments; undefined when there is no such type. */
export function resolveTypeName(program: Program, name: string, parts: Type[], scope: TypeScope): Type | undefined {
  const names = name.split('.');
  if (names.length === 1) return resolveSimple(program, name, parts, scope);
  const isPackaged = program.registry.packages.has(names[0]!.toLowerCase());
  const packaged = isPackaged ? packagedType(program, names[0]!, names[1]!) : undefined;
  if (packaged) return innerPath(packaged, names.slice(2));
  const head = visibleUserType(program, names[0]!, scope.type);
  if (head) {
    const inner = innerPath(head, names.slice(1));
    if (inner) return inner;
  }
  return resolveQualified(program, names, parts);
}

function resolveSimple(program: Program, name: string, parts: Type[], scope: TypeScope): Type | undefined {
  const own = visibleUserType(program, name, scope.type);
  if (own) return own;
  const { registry } = program;
  return (
    registry.builtin(name, parts) ??
    registry.recordBehind(name) ??
    registry.platform(`System.${name}`, parts) ??
    registry.sobjectNamed(name) ??
    registry.platform(`Schema.${name}`, parts)
  );
}

function resolveQualified(program: Program, names: string[], parts: Type[]): Type | undefined {
  const { registry } = program;
  const namespace = registry.namespace(names[0]!);
  if (namespace) {
    if (names.length === 2 && namespace === 'System') {
      const builtin = registry.builtin(names[1]!, parts);
      if (builtin) return builtin;
    }
    const type = registry.platform(names.join('.'), parts);
    if (type) return type;
    if (names.length === 2 && namespace === 'Schema')
      return registry.sobjectNamed(names[1]!) ?? registry.platform(`System.${names[1]!}`, parts);
    // `System.Schema.X`, `System.Database.X`: the namespace may itself be qualified.
    if (namespace === 'System' && names.length > 2) return resolveQualified(program, names.slice(1), parts);
  }
  // Scripts are deployed apart from classes; each is a class of its own at run time.
  if (names[0]!.toLowerCase() === 'dataweavescriptresource' && names.length === 2)
    return registry.platform('System.DataWeaveScriptResource');
  if (namespace === 'ApexPages' && names.length === 2 && names[1]!.toLowerCase() === 'pagereference')
    return registry.system('PageReference');
  // `new Flow.Interview.My_Flow(inputs)`: each flow is a class of its own.
  if (names.length === 3 && /^flow\.interview$/i.test(`${names[0]}.${names[1]}`))
    return registry.platform('Flow.Interview');
  if (names[0]!.toLowerCase() === 'sobjects' && names.length === 2) return registry.sobjectNamed(names[1]!);
  return registry.platform(`System.${names.join('.')}`, parts);
}

/** An inner or top-level type of the project by simple name, as seen from inside `from`. */
export function visibleUserType(program: Program, name: string, from: ClassType | undefined): ClassType | undefined {
  const wanted = name.toLowerCase();
  for (let at = from; at; at = at.outer) {
    if (simpleName(at) === wanted) return at;
    for (let parent: ClassType | undefined = at; parent; parent = parent.superType) {
      const inner = innerNamed(parent, wanted);
      if (inner) return inner;
    }
  }
  return program.registry.userTypes.get(userTypeKey(codeNamespace(), wanted));
}

/** `acme.Orders`: a top-level type of a managed package, as far as the code that names it may see it. */
export function packagedType(program: Program, namespace: string, name: string): ClassType | undefined {
  const type = program.registry.userTypes.get(userTypeKey(namespace, name));
  return type && (type.access === 'global' || type.package === codeNamespace()) ? type : undefined;
}

export function innerPath(head: ClassType, names: string[]): ClassType | undefined {
  let at: ClassType | undefined = head;
  for (const name of names) {
    const wanted: string = name.toLowerCase();
    let found: ClassType | undefined;
    for (let parent: ClassType | undefined = at; parent && !found; parent = parent.superType) {
      found = innerNamed(parent, wanted);
    }
    if (!found) return undefined;
    at = found;
  }
  return at;
}

const innerByName = new WeakMap<ClassType, Map<string, ClassType>>();

/** An inner type by lower-cased name. Generated classes have thousands, so they are indexed. */
export function innerNamed(type: ClassType, wanted: string): ClassType | undefined {
  const { inner } = type;
  if (inner.length < 8) return inner.find((candidate) => simpleName(candidate) === wanted);
  let index = innerByName.get(type);
  if (index?.size !== inner.length)
    innerByName.set(type, (index = new Map(inner.map((candidate) => [simpleName(candidate), candidate]))));
  return index.get(wanted);
}

/** Lower-cased last part of a type's name. */
export function simpleName(type: ClassType): string {
  return type.name.slice(type.name.lastIndexOf('.') + 1).toLowerCase();
}

/** True for the type `Object`. */
export function isAny(type: Type): boolean {
  return type === anyType;
}
