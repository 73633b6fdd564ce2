/**
 * An org on loopback for the companion alone: the Pub/Sub API, and the few REST calls it makes. What a trigger would do is one function
 * here: the newest version of a resource stays. The real package on the emulator is the lab's business.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Decoded, type FakePubSub, startFakePubSub } from './fake-pubsub.ts';

export interface Held {
  object: string;
  key: string;
  version: string;
  hash: string;
  pages: Set<number>;
  isComplete: boolean;
  payload: string;
  stamp: number;
  /** Times a version was written. */
  writes: number;
}

export interface Issue {
  fields: Record<string, unknown>;
  stamp: number;
}

const OBJECTS: Record<string, string> = { order: 'Shopify_Order__c', customer: 'Shopify_Customer__c' };

const body = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

const stamp = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');

export class FakeOrg {
  organizationId = '00D000000000001EAA';
  url = '';
  pubsub!: FakePubSub;
  readonly held = new Map<string, Held>();
  readonly issues = new Map<string, Issue>();
  /** All events in the order of arrival. */
  readonly events: Decoded[] = [];
  /** REST requests that would count against the daily limit. */
  requests = 0;
  /** What the "trigger" does with an event instead of storing it. */
  onEvent: (event: Decoded) => 'store' | 'lose' | 'issue' = () => 'store';
  /** Undefined: the org has no row about it. */
  triggerStatus: string | undefined = 'Running';
  /** REST sessions refused. */
  readonly expired = new Set<string>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  static async start(): Promise<FakeOrg> {
    const org = new FakeOrg();
    org.pubsub = await startFakePubSub((event) => org.#take(event));
    org.#server.listen(0, '127.0.0.1');
    await once(org.#server, 'listening');
    org.url = `http://127.0.0.1:${(org.#server.address() as AddressInfo).port}`;
    return org;
  }

  #take(event: Decoded): void {
    this.events.push(event);
    this.apply(event);
  }

  /** What the trigger does with an event; called again, it is what a trigger does that was suspended and goes on where it was. */
  apply(event: Decoded): void {
    const what = this.onEvent(event);
    const text = (name: string) => String(event[name] ?? '');
    const key = `${text('Store__c')}:${text('Resource_Id__c')}`;
    if (what === 'issue') this.addIssue(text('Event_Key__c'), { Event_Key__c: text('Event_Key__c') });
    const object = OBJECTS[text('Kind__c')];
    if (what !== 'store' || !object) return;
    const id = `${object}/${key}`;
    const row = this.held.get(id) ?? {
      ...{ object, key, version: '', hash: '', payload: '', stamp: 0, writes: 0, isComplete: false },
      pages: new Set<number>(),
    };
    this.held.set(id, row);
    const version = text('Version__c');
    if (version < row.version) return;
    const pages = version === row.version ? row.pages : new Set<number>();
    if (pages.has(Number(event.Page__c))) return;
    if (Number(event.Page__c) === 1) {
      row.payload = text('Payload__c');
      row.hash = createHash('sha256').update(row.payload).digest('hex');
    }
    row.pages = pages.add(Number(event.Page__c));
    row.version = version;
    row.isComplete = row.pages.size === Number(event.Pages__c);
    row.stamp = Date.now();
    row.writes += 1;
  }

  addIssue(key: string, fields: Record<string, unknown>): void {
    this.issues.set(key, { fields, stamp: Date.now() });
  }

  #query(soql: string): object[] {
    const object = /FROM (\w+)/.exec(soql)?.[1] ?? '';
    if (object === 'EventBusSubscriber')
      return this.triggerStatus === undefined ? [] : [{ Status: this.triggerStatus }];
    const since = Date.parse(/SystemModstamp >= (\S+)/.exec(soql)?.[1] ?? '');
    const keys = new Set(Array.from(soql.matchAll(/'([^']*)'/g), ([, key]) => key));
    const isWanted = (key: string, at: number) => (Number.isNaN(since) ? keys.has(key) : at >= since);
    if (object === 'Shopify_Sync_Issue__c')
      return [...this.issues.values()]
        .filter(({ fields, stamp: at }) => isWanted(String(fields.Event_Key__c), at))
        .map(({ fields, stamp: at }) => ({ Event_Key__c: fields.Event_Key__c, SystemModstamp: stamp(at) }));
    return [...this.held.values()]
      .filter((row) => row.object === object && isWanted(row.key, row.stamp))
      .map((row) => ({
        attributes: { type: object },
        Key__c: row.key,
        Version__c: row.version,
        Content_Hash__c: row.hash,
        Complete__c: row.isComplete,
        SystemModstamp: stamp(row.stamp),
      }));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await body(request);
    const reply = (status: number, answer?: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(answer && JSON.stringify(answer));
    };
    const url = new URL(request.url ?? '', this.url);
    this.requests += 1;
    if (this.expired.has((request.headers.authorization ?? '').replace('Bearer ', '')))
      return reply(401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]);
    if (url.pathname.endsWith('/userinfo'))
      return reply(200, { organization_id: this.organizationId, user_id: '005000000000001AAA' });
    if (url.pathname.endsWith('/composite')) {
      const { compositeRequest } = JSON.parse(text) as { compositeRequest: { url: string; referenceId: string }[] };
      return reply(200, {
        compositeResponse: compositeRequest.map(({ url: path, referenceId }) => {
          const records = this.#query(new URL(path, this.url).searchParams.get('q') ?? '');
          return { referenceId, httpStatusCode: 200, body: { totalSize: records.length, done: true, records } };
        }),
      });
    }
    if (request.method === 'PATCH' && url.pathname.includes('/Shopify_Sync_Issue__c/')) {
      const fields = JSON.parse(text) as Record<string, unknown>;
      this.addIssue(String(fields.Event_Key__c), fields);
      return reply(201, { id: 'a00000000000001AAA', success: true, errors: [] });
    }
    return reply(404, [{ errorCode: 'NOT_FOUND', message: url.pathname }]);
  }

  close(): void {
    this.pubsub.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
