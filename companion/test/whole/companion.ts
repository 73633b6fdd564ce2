/** The companion as a whole, in this process, between a shop that posts and an org on loopback. */
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { type Running, serve } from '../../src/serve.ts';
import { FakeOrg } from '../org/fake-org.ts';
import { headers, STORE, temporaryFolder } from '../support.ts';

export function environment(org: FakeOrg, folder: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    STOREBRIDGE_PORT: '0',
    STOREBRIDGE_DATA: folder,
    STOREBRIDGE_STORES: JSON.stringify([STORE]),
    STOREBRIDGE_ORG_URL: org.url,
    STOREBRIDGE_ORG_TOKEN: 'token',
    STOREBRIDGE_PUBSUB: org.pubsub.address,
    STOREBRIDGE_PUBSUB_PLAINTEXT: 'true',
    STOREBRIDGE_CONFIRM_EVERY: '2',
    ...more,
  };
}

export function order(id: string, minute = 0, lines = 1): string {
  const items = Array.from(
    { length: lines },
    (_, at) => `{"id":${id}${at},"title":"${'long title '.repeat(30)}","quantity":1,"price":"1.00"}`,
  );
  const updated = `2026-11-01T10:${String(minute).padStart(2, '0')}:00Z`;
  return `{"id":${id},"name":"#${id}","currency":"CAD","updated_at":"${updated}","line_items":[${items.join(',')}]}`;
}

/** @returns the answer's status */
export async function post(url: string, topic: string, body: string): Promise<number> {
  const response = await fetch(`${url}/webhooks/${STORE.token}/${topic}`, {
    method: 'POST',
    body,
    headers: headers(topic, body),
  });
  await response.arrayBuffer();
  return response.status;
}

export async function until(what: string, isTrue: () => boolean | Promise<boolean>, within = 15_000): Promise<void> {
  const end = Date.now() + within;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export class Companion {
  readonly org: FakeOrg;
  running!: Running;
  readonly #folder = temporaryFolder();
  #ending = new AbortController();

  readonly #more: Record<string, string>;

  private constructor(org: FakeOrg, more: Record<string, string>) {
    this.org = org;
    this.#more = more;
  }

  /** @param more settings beside those every test has */
  static async begin(more: Record<string, string> = {}): Promise<Companion> {
    const companion = new Companion(await FakeOrg.start(), more);
    await companion.start();
    return companion;
  }

  async start(): Promise<void> {
    this.#ending = new AbortController();
    const config = readConfig(environment(this.org, this.#folder.path, this.#more));
    this.running = await serve(config, this.#ending.signal, pino({ level: 'silent' }));
    this.running.done.catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.running.done.catch(() => undefined);
  }

  post(topic: string, body: string): Promise<number> {
    return post(this.running.url, topic, body);
  }

  /** Sum of the series whose line begins so. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.running.url}/metrics`)).text();
    return text
      .split('\n')
      .filter((line) => line.startsWith(name))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }

  confirmed(): Promise<number> {
    return this.metric('storebridge_events_confirmed_total');
  }

  async close(): Promise<void> {
    await this.stop();
    this.org.close();
    this.#folder.remove();
  }
}
