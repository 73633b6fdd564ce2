/**
 * Names as code of a managed package writes them: its own objects and fields without the namespace. Wherever Apex names something,
 * the code's own namespace is looked up first. Names from anywhere else (REST, formulas, metadata) are always complete.
 */
import { withNamespace } from './custom-names.ts';
import type { FieldInfo, ObjectInfo, Schema } from './model.ts';

let compiling: { namespace: string | undefined } | undefined;
let running: () => string | undefined = () => undefined;

/** How the running code is found: set by the shadow stack. */
export function readCodeNamespace(reader: () => string | undefined): void {
  running = reader;
}

/** While the checker binds a unit, its namespace counts. */
export function compileInNamespace<T>(namespace: string | undefined, action: () => T): T {
  const before = compiling;
  compiling = { namespace };
  try {
    return action();
  } finally {
    compiling = before;
  }
}

/** The namespace of the code that is being checked or that runs; undefined for a subscriber's. */
export function codeNamespace(): string | undefined {
  return compiling ? compiling.namespace : running();
}

/** The names that may be meant, best first. */
export function namesInCode(name: string): string[] {
  const namespace = codeNamespace();
  const own = namespace === undefined ? name : withNamespace(name, namespace);
  return own === name ? [name] : [own, name];
}

export function fieldInCode(object: ObjectInfo, name: string): FieldInfo | undefined {
  return firstOf(name, (each) => object.fields.get(each.toLowerCase()));
}

export function objectInCode(schema: Schema, name: string): ObjectInfo | undefined {
  return firstOf(name, (each) => schema.object(each));
}

/** The lookup behind a parent relationship name. */
export function lookupInCode(object: ObjectInfo, relationship: string): FieldInfo | undefined {
  return firstOf(relationship, (each) => {
    const wanted = each.toLowerCase();
    for (const field of object.fields.values()) if (field.relationshipName?.toLowerCase() === wanted) return field;
    return undefined;
  });
}

export function childrenInCode(object: ObjectInfo, name: string): ObjectInfo['childRelationships'][number] | undefined {
  return firstOf(name, (each) => {
    const wanted = each.toLowerCase();
    return object.childRelationships.find((child) => child.name?.toLowerCase() === wanted);
  });
}

function firstOf<T>(name: string, find: (name: string) => T | undefined): T | undefined {
  for (const each of namesInCode(name)) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
