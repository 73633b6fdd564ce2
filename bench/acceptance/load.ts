/** Signed deliveries over keep-alive connections; every body and every webhook id is different. */
import { createHmac, randomUUID } from 'node:crypto';
import { type Agent, request } from 'node:http';

export const STORE = {
  code: 'bench',
  domain: 'bench.myshopify.com',
  token: 'bench-token-0123456789',
  secrets: ['bench-secret'],
  adminUrl: 'http://127.0.0.1:9/',
  adminToken: 'none',
};

/** An order of about this many bytes, made of the fields a webhook has. */
export function body(bytes: number, n: number): Buffer {
  const line = (at: number) => ({
    id: 1_000_000_000 + at,
    title: `Tea ${at}`,
    sku: `TEA-${at}`,
    quantity: 1,
    price: '12.50',
    price_set: {
      shop_money: { amount: '12.50', currency_code: 'CAD' },
      presentment_money: { amount: '9.10', currency_code: 'USD' },
    },
    properties: [],
    tax_lines: [{ title: 'GST', price: '0.63', rate: 0.05 }],
  });
  const head = {
    id: 5_000_000_000 + n,
    name: `#${n}`,
    currency: 'CAD',
    updated_at: '2026-11-01T10:00:00-05:00',
    note: randomUUID(),
  };
  const one = JSON.stringify(line(0)).length + 1;
  const count = Math.max(1, Math.floor((bytes - JSON.stringify(head).length) / one));
  return Buffer.from(JSON.stringify({ ...head, line_items: Array.from({ length: count }, (_, at) => line(at)) }));
}

export interface Shot {
  body: Buffer;
  headers: Record<string, string>;
}

export function shots(bytes: number, count: number): Shot[] {
  return Array.from({ length: count }, (_, n) => {
    const own = body(bytes, n);
    return {
      body: own,
      headers: {
        'content-type': 'application/json',
        'content-length': String(own.length),
        'x-shopify-topic': 'orders/create',
        'x-shopify-shop-domain': STORE.domain,
        'x-shopify-triggered-at': '2026-11-01T10:00:00.000Z',
        'x-shopify-hmac-sha256': createHmac('sha256', STORE.secrets[0] as string)
          .update(own)
          .digest('base64'),
      },
    };
  });
}

export interface Slice {
  requests: number;
  milliseconds: number;
  /** Of each request, ms. */
  latencies: number[];
  errors: number;
}

/** Keeps `connections` requests going for `milliseconds`. */
export async function fire(
  url: string,
  agent: Agent,
  ammunition: Shot[],
  connections: number,
  milliseconds: number,
): Promise<Slice> {
  const slice: Slice = { requests: 0, milliseconds: 0, latencies: [], errors: 0 };
  const start = performance.now();
  const end = start + milliseconds;
  let next = Math.floor(Math.random() * ammunition.length);
  const one = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const shot = ammunition[next++ % ammunition.length] as Shot;
    const began = performance.now();
    const call = request(
      `${url}/webhooks/${STORE.token}/orders/create`,
      { method: 'POST', agent, headers: { ...shot.headers, 'x-shopify-webhook-id': randomUUID() } },
      (response) => {
        if (response.statusCode !== 200) slice.errors++;
        response.resume().on('end', () => {
          slice.requests++;
          slice.latencies.push(performance.now() - began);
          resolve();
        });
      },
    );
    call.on('error', () => {
      slice.errors++;
      resolve();
    });
    call.end(shot.body);
    return promise;
  };
  const worker = async () => {
    while (performance.now() < end) await one();
  };
  await Promise.all(Array.from({ length: connections }, worker));
  slice.milliseconds = performance.now() - start;
  return slice;
}
