/** Rules between a class and its parents: overriding, abstract methods, interfaces. */
import type { ClassDeclaration, MethodDeclaration, Modifiers } from '../syntax/ast.ts';
import type { ClassType, MethodSymbol } from '../types/type.ts';
import { isException } from '../types/conversion.ts';
import { implementsMethod, isOfEveryObject } from '../types/implementing.ts';
import { ancestors, sameParameters } from '../types/members.ts';
import { libraryName } from '../types/registry.ts';
import { signatureOf, type Program, type UnitInfo } from './program.ts';
import { hasAnnotation } from './declare.ts';

/** Public and global are one within an org. */
const visibility = { private: 0, protected: 1, public: 2, global: 2 };

export function checkClass(program: Program, info: UnitInfo, type: ClassType): void {
  const { declaration } = type;
  if (declaration?.kind !== 'class') {
    if (declaration && !type.outer) checkTopAccess(program, info, type);
    return;
  }
  if (!type.outer) checkTopAccess(program, info, type);
  checkSuperType(program, info, type, declaration);
  for (const method of type.methods) checkMethod(program, info, type, method, method.declaration!);
  checkInnerNames(program, info, type);
  checkSetup(program, info, type, declaration);
  if (!type.isAbstract) checkImplemented(program, info, type, declaration);
}

function checkInnerNames(program: Program, info: UnitInfo, type: ClassType): void {
  const own = type.declaration!.name.toLowerCase();
  for (const { declaration } of type.inner) {
    if (declaration?.name.toLowerCase() === own)
      program.report(info, declaration.pos, `Type name already in use: ${declaration.name}`);
  }
}

/** What a test setup makes is all its tests see. */
function checkSetup(program: Program, info: UnitInfo, type: ClassType, declaration: ClassDeclaration): void {
  const setup = type.methods.find((method) => hasAnnotation(method.declaration!.modifiers, 'testsetup'));
  if (!setup) return;
  if (seesAllData(declaration.modifiers))
    program.report(info, setup.declaration!.pos, 'Test class cannot be annotated with @isTest(SeeAllData=true)');
  else if (type.methods.some((method) => seesAllData(method.declaration!.modifiers)))
    program.report(
      info,
      setup.declaration!.pos,
      'Test class containing a test setup method cannot have any methods annotated with @isTest(SeeAllData=true)',
    );
}

function seesAllData({ annotations }: Modifiers): boolean {
  return annotations.some(({ name, parameters }) => /^istest$/i.test(name) && parameters['seealldata'] === true);
}

function checkTopAccess(program: Program, info: UnitInfo, type: ClassType): void {
  if (type.access === 'private' && !type.isTest)
    program.report(info, type.declaration!.pos, 'Top-level type must have public or global visibility');
}

function checkSuperType(program: Program, info: UnitInfo, type: ClassType, declaration: ClassDeclaration): void {
  const parent = type.superType;
  if (parent && !parent.isVirtual && !parent.isAbstract)
    program.report(
      info,
      declaration.superType!.pos,
      `Non-virtual and non-abstract type cannot be extended: ${parent.name}`,
    );
  const endsRight = /exception$/i.test(declaration.name);
  if (isException(type) && !endsRight)
    program.report(
      info,
      declaration.pos,
      `Classes extending Exception must have a name ending in 'Exception': ${declaration.name}`,
    );
  if (endsRight && !isException(type))
    program.report(info, declaration.pos, `Exception class must extend another Exception class: ${declaration.name}`);
}

function checkMethod(
  program: Program,
  info: UnitInfo,
  type: ClassType,
  method: MethodSymbol,
  declaration: MethodDeclaration,
): void {
  const report = (message: string): void => program.report(info, declaration.pos, message);
  const label = signatureOf(method.name, method.parameters, method.returnType);
  const { modifiers } = declaration;
  if (modifiers.isAbstract && declaration.body) report('Abstract methods cannot have a body');
  else if (!modifiers.isAbstract && !declaration.body) report('Method must have a body');
  if (modifiers.isAbstract && !type.isAbstract)
    report(`Modifier abstract is not allowed on methods of non-abstract type: ${type.name}`);
  if (modifiers.isStatic && type.outer) report('Methods of inner types cannot be static');
  if (info.apiVersion >= 65 && (modifiers.isAbstract || modifiers.isOverride) && !modifiers.access) {
    report(
      `${modifiers.isAbstract ? 'abstract' : 'override'} methods must be declared as protected, public or global: ${label}`,
    );
  }
  checkTestMethod(method, declaration, report);
  const overridden = findOverridden(type, method);
  if (!overridden) {
    if (modifiers.isOverride && !isFromInterface(type, method))
      report(`@Override specified for non-overriding method: ${label}`);
    return;
  }
  const isObjects = overridden.owner.namespace === 'System' && libraryName(overridden.owner) === 'System.Object';
  if (isObjects) return;
  if (overridden.access === 'private' && overridden.owner !== type) return;
  // Before API 65 an override without a modifier is as visible as what it overrides.
  if (!modifiers.access && visibility[method.access] < visibility[overridden.access]) method.access = overridden.access;
  if (method.isStatic || overridden.isStatic) {
    if (method.isStatic !== overridden.isStatic)
      report(
        `Cannot override static method: ${label} with ${signatureOf(overridden.name, overridden.parameters, overridden.returnType)}`,
      );
    return;
  }
  // An abstract method without a modifier (before API 65) may be met without the keyword, too.
  if (overridden.isAbstract && overridden.declaration && !overridden.declaration.modifiers.access) return;
  const isException = overridden.owner.namespace !== undefined;
  if (!overridden.isVirtual && !overridden.isAbstract)
    report(`Non-virtual, non-abstract methods cannot be overridden: ${label}`);
  else if (!modifiers.isOverride && !isException) report(`Method must use the override keyword: ${label}`);
  else if (overridden.returnType !== method.returnType && !isException)
    report(
      `Method return types clash: ${label} vs ${signatureOf(overridden.name, overridden.parameters, overridden.returnType)} from the type ${type.name}`,
    );
  else if (visibility[method.access] < visibility[overridden.access] && !isException)
    report(`Cannot reduce the visibility of method: ${label}`);
}

function checkTestMethod(
  method: MethodSymbol,
  declaration: MethodDeclaration,
  report: (message: string) => void,
): void {
  const isTest = hasAnnotation(declaration.modifiers, 'istest') || declaration.modifiers.isTestMethod;
  const isSetup = hasAnnotation(declaration.modifiers, 'testsetup');
  if (!isTest && !isSetup) return;
  if (method.parameters.length > 0) report('Test methods must have no arguments');
  if (!method.isStatic) report(`${isSetup ? 'TestSetup' : 'Test'} methods must be static: ${method.name}`);
  if (isSetup && method.returnType.kind !== 'void') report('Test setup method must return void');
}

/** The method of a super class that this one would override. */
function findOverridden(type: ClassType, method: MethodSymbol): MethodSymbol | undefined {
  const wanted = method.name.toLowerCase();
  for (let at = type.superType; at; at = at.superType) {
    const found = at.methods.find(
      (candidate) => candidate.name.toLowerCase() === wanted && sameParameters(candidate, method),
    );
    if (found) return found;
  }
  return undefined;
}

function isFromInterface(type: ClassType, method: MethodSymbol): boolean {
  const wanted = method.name.toLowerCase();
  if (/^(tostring|equals|hashcode|clone)$/.test(wanted)) return true;
  return ancestors(type).some(
    (at) =>
      at.form === 'interface' &&
      at.methods.some(
        (candidate) =>
          candidate.name.toLowerCase() === wanted && candidate.parameters.length === method.parameters.length,
      ),
  );
}

/** Every abstract method of parents and interfaces has a body. */
function checkImplemented(program: Program, info: UnitInfo, type: ClassType, declaration: ClassDeclaration): void {
  const chain = ancestors(type);
  const bodies = chain.flatMap((at) => (at.form === 'class' ? at.methods.filter((method) => !method.isAbstract) : []));
  for (const at of chain) {
    for (const wanted of at.methods) {
      if (!wanted.isAbstract || wanted.isStatic) continue;
      const found = bodies.find((method) => implementsMethod(method, wanted));
      const label = signatureOf(wanted.name, wanted.parameters, wanted.returnType);
      if (!found) {
        if (at.form === 'interface' && isOfEveryObject(wanted)) continue;
        program.report(
          info,
          declaration.pos,
          at.form === 'interface'
            ? `Class ${type.name} must implement the method: ${label}`
            : `Class ${type.name} must implement the abstract method: ${label}`,
        );
      } else if (at.form === 'interface' && visibility[found.access] < 2 && found.owner === type) {
        program.report(
          info,
          found.declaration!.pos,
          `${signatureOf(found.name, found.parameters)}: Overriding implementations of global or public interface methods must be global or public: ${label}`,
        );
      }
    }
  }
}
