import {
  type DocumentNode,
  defaultFieldResolver,
  execute,
  type GraphQLFieldResolver,
  GraphQLError,
  type GraphQLSchema,
  parse as parseQuery,
  validate,
  type ExecutionResult,
} from 'graphql';
import { adminSchema } from '../schema.ts';
import type { Document } from '../shop/documents.ts';
import type { Shop } from '../shop/shop.ts';
import { type Bucket, refill, requestedCost } from './cost.ts';
import { MUTATIONS, QUERIES } from './operations.ts';

export interface Request {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

type Checked = { document: DocumentNode } | { errors: readonly GraphQLError[] };

/** Parsing and validating take longer than answering; clients ask the same questions again and again. */
const known = new Map<string, Checked>();

function check(schema: GraphQLSchema, query: string): Checked {
  let checked = known.get(query);
  if (checked) return checked;
  try {
    const document = parseQuery(query);
    const problems = validate(schema, document);
    checked = problems.length > 0 ? { errors: problems } : { document };
  } catch (error) {
    checked = { errors: [error as GraphQLError] };
  }
  known.set(query, checked);
  if (known.size > 200) known.delete(known.keys().next().value as string);
  return checked;
}

/** A single query may cost no more, whatever the bucket holds. */
const MOST_EXPENSIVE = 1_000;

/** Answers a root field from the tables, anything else from the object at hand; what neither has is refused by name. */
function resolver(
  shop: Shop,
  changed: (topic: string, document: Document) => void,
): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    const isRoot = info.path.prev === undefined;
    if (isRoot) {
      const root = (info.operation.operation === 'mutation' ? MUTATIONS : QUERIES)[info.fieldName];
      if (!root) throw new GraphQLError(`NotEmulated: ${info.parentType.name}.${info.fieldName}`);
      return root(shop, args, changed);
    }
    if (source !== null && typeof source === 'object' && !(info.fieldName in source)) {
      throw new GraphQLError(`NotEmulated: ${info.parentType.name}.${info.fieldName}`);
    }
    return defaultFieldResolver(source, args, context, info);
  };
}

/**
 * Runs one Admin API request: parse, validate against the real schema, charge the bucket, execute. Never throws.
 *
 * @param isThrottled as if the bucket were empty
 */
export async function executeAdmin(
  shop: Shop,
  bucket: Bucket,
  request: Request,
  changed: (topic: string, document: Document) => void,
  isThrottled = false,
): Promise<ExecutionResult> {
  const schema = adminSchema();
  const variables = request.variables ?? {};
  const checked = check(schema, request.query);
  if ('errors' in checked) return checked;
  const { document } = checked;

  refill(bucket);
  const cost = requestedCost(schema, document, variables);
  const throttleStatus = () => ({
    maximumAvailable: bucket.maximum,
    currentlyAvailable: Math.floor(bucket.available),
    restoreRate: bucket.restoreRate,
  });
  if (isThrottled || cost > bucket.available) {
    const error = new GraphQLError('Throttled', {
      extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
    });
    return {
      errors: [error],
      extensions: { cost: { requestedQueryCost: cost, actualQueryCost: null, throttleStatus: throttleStatus() } },
    };
  }
  if (cost > MOST_EXPENSIVE) {
    const error = new GraphQLError(`Query cost is ${cost}, which exceeds the single query max cost limit (1000).`, {
      extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: MOST_EXPENSIVE },
    });
    return { errors: [error] };
  }
  bucket.available -= cost;
  const result = await execute({
    schema,
    document,
    variableValues: variables,
    operationName: request.operationName,
    fieldResolver: resolver(shop, changed),
  });
  return {
    ...result,
    extensions: { cost: { requestedQueryCost: cost, actualQueryCost: cost, throttleStatus: throttleStatus() } },
  };
}
