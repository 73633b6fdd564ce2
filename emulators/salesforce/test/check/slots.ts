/** Walks a checked syntax tree and names every slot the emitter needs that is still empty. */
import type { CompilationUnit } from '../../src/apex/syntax/ast.ts';

type Node = Record<string, unknown> & { kind?: string; pos?: { line: number; column: number } };

const expressionKinds = new Set(
  'literal name this super fieldAccess call new newArray newList newMap cast instanceOf unary postfix binary assignment conditional coalesce index classLiteral query search'.split(
    ' ',
  ),
);

/** Slots by kind of node, besides `type` of every expression. */
const slots: Record<string, (node: Node) => string[]> = {
  name: () => ['binding'],
  fieldAccess: () => ['binding'],
  call: (node) => (node['name'] === '' ? ['constructorSymbol'] : ['method']),
  new: (node) => (isClass(node) ? ['constructorSymbol'] : []),
  binary: () => ['operation'],
  assignment: (node) => (node['operator'] === '=' ? [] : ['operation']),
  query: () => ['object'],
  forEach: () => ['local', 'mode'],
  triggerUnit: () => ['object'],
  method: () => ['method'],
  constructor: () => ['constructorSymbol'],
  property: () => ['field'],
  class: () => ['type'],
  interface: () => ['type'],
  enum: () => ['type'],
};

const isClass = (node: Node): boolean => (node['type'] as { kind: string } | undefined)?.kind === 'class';

/** Bound slots lead to symbols and to the schema: not part of the tree. */
const bound = new Set([
  'type',
  'convertTo',
  'binding',
  'method',
  'constructorSymbol',
  'object',
  'field',
  'local',
  'externalId',
  'valueLocal',
  'operation',
  'mode',
  'pos',
]);

export function unboundSlots(unit: CompilationUnit): string[] {
  const missing: string[] = [];
  visit(unit as unknown as Node, unit.file, missing);
  return missing;
}

function visit(value: unknown, file: string, missing: string[]): void {
  if (Array.isArray(value)) {
    for (const entry of value) visit(entry, file, missing);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node;
  const want = [...(node.kind && Object.hasOwn(slots, node.kind) ? slots[node.kind]!(node) : [])];
  if (node.kind && expressionKinds.has(node.kind) && !isQualifier(node)) want.push('type');
  // A type reference has a name and type arguments, and no kind.
  if (!node.kind && Array.isArray(node['typeArguments'])) want.push('type');
  for (const slot of want) {
    if (node[slot] === undefined)
      missing.push(
        `${file}:${node.pos?.line}:${node.pos?.column} ${node.kind ?? 'type reference'} ${String(node['name'] ?? '')}: ${slot}`,
      );
  }
  for (const [key, child] of Object.entries(node)) {
    if (key === 'method' && node.kind !== 'method') continue;
    if (!bound.has(key)) visit(child, file, missing);
  }
}

/** `System` in `System.debug(…)` has a binding and no type. */
const isQualifier = (node: Node): boolean => (node['binding'] as { kind: string } | undefined)?.kind === 'namespace';
