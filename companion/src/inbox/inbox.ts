/**
 * The durable inbox.
 *
 * - *delivery*: one webhook as it came, raw bytes.
 * - *snapshot*: the newest canonical document of one resource that still has to reach the org.
 *
 * A delivery becomes durable in `accept`; `settle` turns deliveries into snapshots in one transaction, and of several snapshots of a
 * resource only the newest version stays. Nothing else is ever deleted before the org confirmed it.
 */

export interface Delivery {
  store: string;
  topic: string;
  webhookId: string;
  /** `X-Shopify-Triggered-At`, ISO 8601. */
  triggeredAt: string;
  apiVersion: string;
  body: Buffer;
}

export interface StoredDelivery extends Delivery {
  id: number;
  /** ms since epoch. */
  receivedAt: number;
}

export type Mode = 'live' | 'history' | 'repair';

export interface Snapshot {
  store: string;
  kind: string;
  /** Shopify id, decimal digits. */
  resourceId: string;
  topic: string;
  /** `<updated_at>/<observed_at>`. */
  version: string;
  mode: Mode;
  identityKey: string;
  /** Canonical document, JSON text. */
  document: string;
  /** When its webhook was received, ms since epoch. */
  receivedAt: number;
}

export interface StoredSnapshot extends Snapshot {
  /** Rises with every change of the row: what is confirmed is this row, not a newer one of the same resource. */
  revision: number;
  /** Times published. */
  attempts: number;
  /** ms since epoch; 0 = not published yet. */
  publishedAt: number;
}

export interface Outcome {
  deliveryId: number;
  /** What the delivery became; empty for topics that need nothing. */
  snapshots: Snapshot[];
  /** Why nothing could be made of it; the raw body is kept then. */
  problem?: string;
}

export interface SnapshotRef {
  store: string;
  kind: string;
  resourceId: string;
  revision: number;
}

export interface InboxCounts {
  deliveries: number;
  waiting: number;
  inFlight: number;
  parked: number;
  problems: number;
}

export interface Inbox {
  /**
   * Durable when it resolves. False: this webhook id is known already. The body is the inbox's from here on (it may hand its memory on).
   * @throws when it cannot be made durable
   */
  accept(delivery: Delivery): Promise<boolean>;
  /** Deliveries not settled yet, oldest first. @param after only those with a larger id */
  deliveries(limit: number, after?: number): Promise<StoredDelivery[]>;
  settle(outcomes: Outcome[]): Promise<void>;
  /** Snapshots to publish: live before repair before history, oldest first. */
  waiting(limit: number): Promise<StoredSnapshot[]>;
  inFlight(): Promise<StoredSnapshot[]>;
  markPublished(refs: SnapshotRef[], at: number): Promise<void>;
  /** Back to waiting. */
  requeue(refs: SnapshotRef[]): Promise<void>;
  /** Done: the org holds it. Rows that changed since stay. */
  confirm(refs: SnapshotRef[]): Promise<void>;
  /** Kept, but no longer published: the org has an issue for it. */
  park(refs: SnapshotRef[]): Promise<void>;
  counts(): Promise<InboxCounts>;
  /** Small facts: the pinned org id, the confirmer's watermark. */
  fact(name: string): Promise<string | undefined>;
  setFact(name: string, value: string): Promise<void>;
  /** Forgets settled webhook ids received before this instant (ms). */
  prune(before: number): Promise<void>;
  close(): Promise<void>;
}

export function refOf({ store, kind, resourceId, revision }: StoredSnapshot): SnapshotRef {
  return { store, kind, resourceId, revision };
}
