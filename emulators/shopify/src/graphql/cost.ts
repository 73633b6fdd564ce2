/**
 * Query cost and the leaky bucket, by the documented rules: scalars 0, an object 1, a connection its page size, a mutation 10;
 * the requested cost must fit into the bucket before the query runs.
 */
import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  type GraphQLSchema,
  isLeafType,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

export interface Bucket {
  maximum: number;
  restoreRate: number;
  available: number;
  /** ms since epoch of the last refill. */
  at: number;
}

export function newBucket(plan: 'standard' | 'plus'): Bucket {
  const restoreRate = plan === 'plus' ? 1000 : 100;
  return { maximum: restoreRate * 20, restoreRate, available: restoreRate * 20, at: Date.now() };
}

export function refill(bucket: Bucket, now = Date.now()): void {
  bucket.available = Math.min(bucket.maximum, bucket.available + ((now - bucket.at) / 1000) * bucket.restoreRate);
  bucket.at = now;
}

function pageSize(field: FieldNode, variables: Record<string, unknown>): number {
  for (const argument of field.arguments ?? []) {
    if (argument.name.value !== 'first' && argument.name.value !== 'last') continue;
    if (argument.value.kind === 'IntValue') return Number(argument.value.value);
    if (argument.value.kind === 'Variable') return Number(variables[argument.value.name.value] ?? 0);
  }
  return 0;
}

export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): number {
  const info = new TypeInfo(schema);
  let cost = 0;
  const multipliers: number[] = [1];
  visit(
    document,
    visitWithTypeInfo(info, {
      OperationDefinition: (node) => {
        if (node.operation === 'mutation') cost += 10;
      },
      Field: {
        enter: (node) => {
          const type = info.getType();
          const here = multipliers.at(-1) as number;
          const size = pageSize(node, variables);
          if (
            type &&
            !isLeafType(getNamedType(type)) &&
            !['edges', 'nodes', 'pageInfo', 'node'].includes(node.name.value)
          )
            cost += here * Math.max(1, size);
          multipliers.push(size > 0 ? here * size : here);
        },
        leave: () => void multipliers.pop(),
      },
    }),
  );
  return cost;
}

export type { SelectionSetNode };
