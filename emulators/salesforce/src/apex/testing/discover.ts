/** Finds test classes and their methods. */
import type { ClassType, MethodSymbol } from '../types/type.ts';
import type { Modifiers } from '../syntax/ast.ts';
import type { Program } from '../runtime/program.ts';

export interface TestClass {
  type: ClassType;
  setups: MethodSymbol[];
  methods: MethodSymbol[];
}

function has(modifiers: Modifiers, annotation: string): boolean {
  return modifiers.annotations.some((each) => each.name.toLowerCase() === annotation);
}

/** @param only class names, ignoring case; undefined = all */
export function findTests(program: Program, only?: string[]): TestClass[] {
  const wanted = only?.map((name) => name.toLowerCase());
  const found: TestClass[] = [];
  for (const type of program.types.values()) {
    if (!type.isTest || type.outer || type.declaration?.kind !== 'class') continue;
    if (wanted && !wanted.includes(type.name.toLowerCase())) continue;
    const setups = type.methods.filter(
      (method) => method.declaration && has(method.declaration.modifiers, 'testsetup'),
    );
    const methods = type.methods.filter((method) => method.isStatic && isTestMethod(method));
    if (methods.length > 0) found.push({ type, setups, methods });
  }
  return found.sort((a, b) => (a.type.name < b.type.name ? -1 : 1));
}

function isTestMethod(method: MethodSymbol): boolean {
  const modifiers = method.declaration?.modifiers;
  return modifiers !== undefined && (modifiers.isTestMethod || has(modifiers, 'istest'));
}

/** `@IsTest(SeeAllData=true)` on the method, or on its class for all of them. */
export function seesAllData({ type }: TestClass, method: MethodSymbol): boolean {
  return [type.declaration?.modifiers, method.declaration?.modifiers].some((modifiers) =>
    modifiers?.annotations.some(
      (each) => each.name.toLowerCase() === 'istest' && String(each.parameters['seealldata']).toLowerCase() === 'true',
    ),
  );
}
