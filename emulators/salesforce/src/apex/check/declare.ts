/** Declares the project's types and their members, so that bodies can refer to them in any order. */
import type {
  ClassDeclaration,
  CompilationUnit,
  ConstructorDeclaration,
  FieldDeclaration,
  Member,
  MethodDeclaration,
  Modifiers,
  Parameter,
  PropertyDeclaration,
  TypeDeclaration,
} from '../syntax/ast.ts';
import type { ClassType, ConstructorSymbol, FieldSymbol, MethodSymbol, Type } from '../types/type.ts';
import { isException } from '../types/conversion.ts';
import { sameParameters } from '../types/members.ts';
import { primitives, userTypeKey } from '../types/registry.ts';
import { checkIdentifier } from './identifiers.ts';
import { signatureOf, type Program, type TypeScope, type UnitInfo } from './program.ts';
import { resolveTypeRef } from './resolve.ts';

export function hasAnnotation(modifiers: Modifiers, name: string): boolean {
  return modifiers.annotations.some((annotation) => annotation.name.toLowerCase() === name);
}

/** Enters a unit's types into the registry; their parents and members follow in later passes. */
export function declareUnit(program: Program, unit: CompilationUnit): UnitInfo {
  const info: UnitInfo = {
    unit,
    file: unit.file,
    name: componentName(unit),
    apiVersion: unit.apiVersion,
    isTest: false,
    top: undefined,
  };
  if (unit.kind === 'classUnit') {
    info.isTest = hasAnnotation(unit.declaration.modifiers, 'istest');
    info.top = declareType(program, info, unit.declaration, undefined);
    const key = userTypeKey(unit.namespace, unit.declaration.name);
    const known = program.registry.userTypes.get(key);
    if (known && program.infos.has(known))
      program.report(info, unit.declaration.pos, `Duplicate class name: ${unit.declaration.name}`);
    program.registry.userTypes.set(key, info.top);
    if (unit.namespace !== undefined) program.registry.packages.add(unit.namespace.toLowerCase());
  } else if (unit.kind === 'anonymousUnit') {
    info.top = newType(program, info, { name: 'AnonymousBlock', form: 'class' });
    for (const member of unit.members) if (member.kind !== 'method') declareInner(program, info, member, info.top);
  }
  return info;
}

function componentName(unit: CompilationUnit): string {
  if (unit.kind === 'classUnit') return unit.declaration.name;
  return unit.kind === 'triggerUnit' ? unit.name : 'AnonymousBlock';
}

function newType(
  program: Program,
  info: UnitInfo,
  facts: Pick<ClassType, 'name' | 'form'> & Partial<ClassType>,
): ClassType {
  const type: ClassType = {
    kind: 'class',
    namespace: undefined,
    arguments: [],
    isAbstract: false,
    isVirtual: false,
    superType: undefined,
    interfaces: [],
    outer: undefined,
    inner: [],
    fields: [],
    methods: [],
    constructors: [],
    constants: [],
    declaration: undefined,
    file: info.file,
    apiVersion: info.apiVersion,
    access: 'private',
    isTest: info.isTest,
    ...(info.unit.namespace === undefined ? {} : { package: info.unit.namespace }),
    ...facts,
  };
  program.infos.set(type, info);
  return type;
}

function declareType(
  program: Program,
  info: UnitInfo,
  declaration: TypeDeclaration,
  outer: ClassType | undefined,
): ClassType {
  const { modifiers } = declaration;
  const type = newType(program, info, {
    name: outer && outer.declaration ? `${outer.name}.${declaration.name}` : declaration.name,
    form: declaration.kind,
    isAbstract: declaration.kind === 'interface' || modifiers.isAbstract,
    isVirtual: modifiers.isVirtual,
    outer,
    constants: declaration.kind === 'enum' ? declaration.constants : [],
    declaration,
    access: modifiers.access ?? 'private',
    isTest: info.isTest || hasAnnotation(modifiers, 'istest'),
  });
  declaration.type = type;
  checkIdentifier(program, info, declaration.name, declaration.pos);
  if (declaration.kind === 'enum') {
    const names = declaration.constants.map((name) => name.toLowerCase());
    const twice = declaration.constants.find((name, index) => names.indexOf(name.toLowerCase()) !== index);
    if (twice) program.report(info, declaration.pos, `Duplicate field: ${twice}`);
  }
  if (declaration.kind === 'class') {
    for (const member of declaration.members) if (isTypeDeclaration(member)) declareInner(program, info, member, type);
  }
  return type;
}

const innerNames = new WeakMap<ClassType, Set<string>>();

function declareInner(program: Program, info: UnitInfo, declaration: TypeDeclaration, outer: ClassType): void {
  if (outer.outer) program.report(info, declaration.pos, 'Inner types are not allowed to have inner types');
  const names = innerNames.get(outer) ?? new Set<string>();
  innerNames.set(outer, names);
  const key = declaration.name.toLowerCase();
  if (names.has(key)) program.report(info, declaration.pos, `Duplicate class name: ${declaration.name}`);
  names.add(key);
  outer.inner.push(declareType(program, info, declaration, outer));
}

export function isTypeDeclaration(member: Member): member is TypeDeclaration {
  return member.kind === 'class' || member.kind === 'interface' || member.kind === 'enum';
}

/** All types of a unit, outer first. */
export function typesOf(info: UnitInfo): ClassType[] {
  return info.top ? [info.top, ...info.top.inner] : [];
}

/** Binds `extends` and `implements`. */
export function declareParents(program: Program, info: UnitInfo, type: ClassType): void {
  const { declaration } = type;
  const scope: TypeScope = { info, type: type.outer ?? type };
  if (declaration?.kind === 'class') {
    if (declaration.superType) setSuperType(program, info, type, declaration, scope);
    for (const ref of declaration.interfaces) {
      const parent = resolveTypeRef(program, ref, scope);
      if (parent.kind === 'class' && parent.form === 'interface') {
        if (type.interfaces.includes(parent))
          program.report(info, ref.pos, `Interface already implemented: ${parent.name}`);
        type.interfaces.push(parent);
      } else if (parent.kind !== 'null') program.report(info, ref.pos, `Invalid interface: ${parent.name}`);
    }
  } else if (declaration?.kind === 'interface') {
    for (const ref of declaration.superTypes) {
      const parent = resolveTypeRef(program, ref, scope);
      if (parent.kind === 'class' && parent.form === 'interface') type.interfaces.push(parent);
      else if (parent.kind !== 'null') program.report(info, ref.pos, `Invalid interface: ${parent.name}`);
    }
  }
}

function setSuperType(
  program: Program,
  info: UnitInfo,
  type: ClassType,
  declaration: ClassDeclaration,
  scope: TypeScope,
): void {
  const ref = declaration.superType!;
  const parent = resolveTypeRef(program, ref, scope);
  if (parent.kind === 'null') return;
  if (parent.kind !== 'class' || parent.form !== 'class') {
    program.report(info, ref.pos, `Invalid super type: ${parent.name}`);
    return;
  }
  for (let at: ClassType | undefined = parent; at; at = at.superType) {
    if (at !== type) continue;
    program.report(info, ref.pos, `Circular definition: ${type.name}`);
    return;
  }
  type.superType = parent;
}

/** Declares fields, properties, methods and constructors of one type. */
export function declareMembers(program: Program, info: UnitInfo, type: ClassType): void {
  const { declaration } = type;
  if (declaration?.kind === 'interface')
    for (const method of declaration.methods) declareMethod(program, info, type, method, true);
  if (declaration?.kind === 'class') {
    for (const member of declaration.members) {
      if (member.kind === 'field') declareFields(program, info, type, member);
      else if (member.kind === 'property') declareProperty(program, info, type, member);
      else if (member.kind === 'method') declareMethod(program, info, type, member, false);
      else if (member.kind === 'constructor') declareConstructor(program, info, type, member);
    }
    addImplicitConstructors(program, info, type, declaration);
  }
  if (!declaration && info.unit.kind === 'anonymousUnit') {
    for (const member of info.unit.members)
      if (member.kind === 'method') declareMethod(program, info, type, member, false);
  }
}

function addField(program: Program, info: UnitInfo, field: FieldSymbol, pos: FieldDeclaration['pos']): void {
  const wanted = field.name.toLowerCase();
  checkIdentifier(program, info, field.name, pos);
  if (field.owner.fields.some((known) => known.name.toLowerCase() === wanted))
    program.report(info, pos, `Duplicate field: ${field.name}`);
  field.owner.fields.push(field);
}

function fieldSymbol(
  owner: ClassType,
  name: string,
  type: Type,
  modifiers: Modifiers,
  form: FieldSymbol['form'],
): FieldSymbol {
  return {
    name,
    type,
    owner,
    isStatic: modifiers.isStatic,
    isFinal: modifiers.isFinal,
    isTransient: modifiers.isTransient,
    access: modifiers.access ?? 'private',
    form,
    isTestVisible: hasAnnotation(modifiers, 'testvisible'),
    isOverride: modifiers.isOverride,
  };
}

function declareFields(program: Program, info: UnitInfo, type: ClassType, declaration: FieldDeclaration): void {
  const fieldType = resolveTypeRef(program, declaration.typeRef, { info, type });
  if (fieldType.kind === 'void') program.report(info, declaration.pos, 'Variables cannot be of type void');
  for (const variable of declaration.variables) {
    variable.field = fieldSymbol(type, variable.name, fieldType, declaration.modifiers, 'field');
    addField(program, info, variable.field, variable.pos);
  }
}

function declareProperty(program: Program, info: UnitInfo, type: ClassType, declaration: PropertyDeclaration): void {
  const propertyType = resolveTypeRef(program, declaration.typeRef, { info, type });
  if (propertyType.kind === 'void') program.report(info, declaration.pos, 'Properties cannot be of type void');
  declaration.field = fieldSymbol(type, declaration.name, propertyType, declaration.modifiers, 'property');
  program.properties.set(declaration.field, declaration);
  addField(program, info, declaration.field, declaration.pos);
}

function declareParameters(program: Program, info: UnitInfo, type: ClassType, parameters: Parameter[]): Type[] {
  return parameters.map((parameter) => {
    const result = resolveTypeRef(program, parameter.typeRef, { info, type });
    if (result.kind === 'void') program.report(info, parameter.pos, 'Parameters cannot be of type void');
    return result;
  });
}

function declareMethod(
  program: Program,
  info: UnitInfo,
  type: ClassType,
  declaration: MethodDeclaration,
  isInterface: boolean,
): void {
  const { modifiers } = declaration;
  const parameters = declareParameters(program, info, type, declaration.parameters);
  const returnType = resolveTypeRef(program, declaration.returnType, { info, type });
  const method: MethodSymbol = {
    name: declaration.name,
    owner: type,
    parameters,
    parameterNames: declaration.parameters.map((parameter) => parameter.name),
    returnType,
    isStatic: modifiers.isStatic || info.unit.kind === 'anonymousUnit',
    isAbstract: isInterface || modifiers.isAbstract,
    isVirtual: isInterface || modifiers.isVirtual || modifiers.isAbstract || modifiers.isOverride,
    isOverride: modifiers.isOverride,
    access: isInterface
      ? 'public'
      : (modifiers.access ??
        (modifiers.isAbstract || modifiers.isOverride || modifiers.isVirtual ? 'protected' : 'private')),
    isTestVisible: hasAnnotation(modifiers, 'testvisible'),
    declaration,
    key: `${declaration.name}(${parameters.map((parameter) => parameter.name).join(',')})`,
  };
  declaration.method = method;
  checkIdentifier(program, info, declaration.name, declaration.pos, true);
  const twin = type.methods.find(
    (known) => known.name.toLowerCase() === method.name.toLowerCase() && sameParameters(known, method),
  );
  if (twin)
    program.report(
      info,
      declaration.pos,
      `Method already defined: ${signatureOf(method.name, parameters, returnType)} from the type ${type.name}`,
    );
  type.methods.push(method);
}

function declareConstructor(
  program: Program,
  info: UnitInfo,
  type: ClassType,
  declaration: ConstructorDeclaration,
): void {
  const parameters = declareParameters(program, info, type, declaration.parameters);
  const symbol: ConstructorSymbol = {
    owner: type,
    parameters,
    parameterNames: declaration.parameters.map((parameter) => parameter.name),
    access: declaration.modifiers.access ?? 'private',
    isTestVisible: hasAnnotation(declaration.modifiers, 'testvisible'),
    key: `(${parameters.map((parameter) => parameter.name).join(',')})`,
  };
  declaration.constructorSymbol = symbol;
  if (declaration.name.toLowerCase() !== (type.declaration?.name ?? '').toLowerCase())
    program.report(info, declaration.pos, `Invalid constructor name: ${declaration.name}`);
  if (type.constructors.some((known) => sameParameters(known, symbol)))
    program.report(
      info,
      declaration.pos,
      `Method already defined: ${signatureOf('<Constructor>', parameters)} from the type ${type.name}`,
    );
  type.constructors.push(symbol);
  program.constructors.set(symbol, declaration);
}

/** A class without constructors has a public one; exceptions have four, whatever else they declare. */
function addImplicitConstructors(
  program: Program,
  info: UnitInfo,
  type: ClassType,
  declaration: ClassDeclaration,
): void {
  const base = { owner: type, access: 'public' as const, isTestVisible: false };
  if (isException(type)) {
    const cause = program.registry.system('Exception');
    const implicit: [Type[], string[]][] = [
      [[], []],
      [[primitives.String], ['message']],
      [[cause], ['cause']],
      [
        [primitives.String, cause],
        ['message', 'cause'],
      ],
    ];
    for (const [parameters, parameterNames] of implicit) {
      const own = type.constructors.find((known) => sameParameters(known, { parameters }));
      if (own)
        program.report(
          info,
          program.constructors.get(own)?.pos ?? declaration.pos,
          `System exception constructor already defined: ${signatureOf('<Constructor>', parameters)}`,
        );
      else
        type.constructors.push({
          ...base,
          parameters,
          parameterNames,
          key: `(${parameters.map((parameter) => parameter.name).join(',')})`,
        });
    }
  } else if (type.constructors.length === 0)
    type.constructors.push({ ...base, parameters: [], parameterNames: [], key: '()' });
}
