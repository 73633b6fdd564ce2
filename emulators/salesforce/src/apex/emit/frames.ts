/** The frame of a method: what sharing and access mode its class has. */
import type { CompilationUnit } from '../syntax/ast.ts';
import type { ClassType } from '../types/type.ts';
import type { Frame } from '../runtime/stack.ts';

/** From API version 67 on, classes are `with sharing` and in user mode unless they say otherwise; triggers stay as they were. */
const SECURE_BY_DEFAULT = 67;

export function frameFor(unit: CompilationUnit, owner: ClassType | undefined, label: string): Frame {
  const { apiVersion, namespace } = unit;
  if (unit.kind === 'triggerUnit')
    return { label, type: undefined, apiVersion, namespace, sharing: 'without', access: 'system' };
  const access = apiVersion >= SECURE_BY_DEFAULT ? 'user' : 'system';
  const type = owner?.declaration ? owner : undefined;
  return { label, type, apiVersion, namespace, sharing: type ? sharingOf(type) : 'with', access };
}

/** Subclasses inherit the declaration, inner classes do not; one class of the chain at 67 or later is enough for the default. */
function sharingOf(type: ClassType): Frame['sharing'] {
  let isSecure = false;
  for (let each: ClassType | undefined = type; each; each = each.superType) {
    if (!each.declaration) break;
    const declared = each.declaration.modifiers.sharing;
    if (declared) return declared;
    isSecure ||= each.apiVersion >= SECURE_BY_DEFAULT;
  }
  return isSecure ? 'with' : 'caller';
}
