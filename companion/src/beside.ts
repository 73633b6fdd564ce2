/**
 * Completes documents with what no webhook carries (`shopify/enrich.ts`): one question for many. A store that does not answer in time holds up
 * nothing: the documents go on as they are, and each resource is read later by a durable hint.
 */
import type { Logger } from 'pino';
import { object, type Rest } from './canonical/read.ts';
import type { MetafieldChoice } from './config.ts';
import type { Snapshot } from './inbox/inbox.ts';
import type { ShopifyClient } from './shopify/client.ts';
import { type EnrichedKind, gidOf, isLacking, readBeside } from './shopify/enrich.ts';

export interface Draft {
  snapshot: Snapshot;
  document: Rest;
}

export interface Beside {
  /** @returns the snapshots, completed as far as possible, and those that still lack something */
  complete(drafts: Draft[]): Promise<{ snapshots: Snapshot[]; incomplete: Snapshot[] }>;
}

/** How long documents wait for what belongs beside them (ms). */
const PATIENCE = 3_000;
/** After a failure the store is left alone for this long (ms). */
const PAUSE = 30_000;
/** Companies whose name is remembered, and how long (ms). */
const NAMES = 10_000;
const NAME_AGE = 60 * 60_000;

const MEMBERS = ['metafields', 'company'] as const;

/** In the place the contract gives them: unchanged members keep theirs, so equal content stays equal text. */
function withParts(document: Rest, parts: Rest): Rest {
  const result: Rest = {};
  for (const [name, value] of Object.entries(document)) {
    if (name === 'line_keys' && parts.metafields !== undefined && !('metafields' in document))
      result.metafields = parts.metafields;
    result[name] = name === 'company' && parts.company !== undefined ? parts.company : value;
  }
  for (const name of MEMBERS) if (parts[name] !== undefined && !(name in result)) result[name] = parts[name];
  return result;
}

export function makeBeside(ports: {
  clients: Map<string, ShopifyClient>;
  log: Logger;
  metafields: MetafieldChoice;
}): Beside {
  const { clients, log, metafields: choice } = ports;
  const pausedUntil = new Map<string, number>();
  const names = new Map<string, { name: unknown; at: number }>();

  const companyKey = (store: string, document: Rest): string => `${store}:${String(object(document.company)?.id)}`;

  /** A company whose name is known already needs no question. */
  function withKnownName({ snapshot, document }: Draft): Rest {
    const company = object(document.company);
    if (!company || company.name !== undefined) return document;
    const known = names.get(companyKey(snapshot.store, document));
    return known && Date.now() - known.at < NAME_AGE
      ? { ...document, company: { ...company, name: known.name } }
      : document;
  }

  async function ask(store: string, drafts: Draft[]): Promise<Map<Draft, Rest> | undefined> {
    const client = clients.get(store);
    if (!client || (pausedUntil.get(store) ?? 0) > Date.now()) return undefined;
    const wanted = drafts.map(({ snapshot }) => ({ kind: snapshot.kind as EnrichedKind, id: snapshot.resourceId }));
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE);
    try {
      const answer = readBeside(client, choice, wanted);
      // When it comes too late, nobody waits for how it ends.
      answer.catch(() => undefined);
      const found = await Promise.race([answer, tooLate]);
      return new Map(
        drafts.map((draft) => {
          const { kind, resourceId } = draft.snapshot;
          return [draft, found.get(gidOf(kind as EnrichedKind, resourceId)) ?? {}];
        }),
      );
    } catch (error) {
      pausedUntil.set(store, Date.now() + PAUSE);
      log.warn({ store, err: error, resources: drafts.length }, 'metafields and company names are read later');
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async complete(drafts) {
      const documents = new Map(drafts.map((draft) => [draft, withKnownName(draft)]));
      const lacking = drafts.filter((draft) => isLacking(draft.snapshot.kind, documents.get(draft) ?? {}, choice));
      const incomplete: Snapshot[] = [];
      const stores = Map.groupBy(lacking, ({ snapshot }) => snapshot.store);
      await Promise.all(
        Array.from(stores, async ([store, own]) => {
          const found = await ask(store, own);
          for (const draft of own) {
            const parts = found?.get(draft);
            if (!parts) {
              incomplete.push(draft.snapshot);
              continue;
            }
            const document = withParts(documents.get(draft) ?? {}, parts);
            documents.set(draft, document);
            const name = object(parts.company)?.name;
            if (name === undefined) continue;
            names.set(companyKey(store, document), { name, at: Date.now() });
            if (names.size > NAMES) names.delete(names.keys().next().value as string);
          }
        }),
      );
      const snapshots = drafts.map((draft) => {
        const document = documents.get(draft);
        return document === draft.document ? draft.snapshot : { ...draft.snapshot, document: JSON.stringify(document) };
      });
      return { snapshots, incomplete };
    },
  };
}
