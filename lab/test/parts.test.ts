import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBalancer } from '../src/balancer.ts';
import { shortDay } from '../src/day.ts';
import { order, sample } from '../src/documents.ts';
import { serialize } from '../../emulators/shopify/src/shop/documents.ts';

describe('documents', () => {
  const document = order({
    id: '9007199254740995999',
    name: '#7',
    customer: null,
    currency: 'CAD',
    presentment: { currency: 'USD', rate: 0.5 },
    createdAt: '2026-11-20T09:30:00Z',
    lines: [
      { id: '1', title: 'A', sku: '', price: '0.10', quantity: 3 },
      { id: '2', title: 'B', sku: '', price: '19.99', quantity: 1 },
    ],
  });

  it('adds up its lines without a lost cent, in both currencies', () => {
    expect(document.total_price).toBe('20.29');
    expect(document.total_price_set).toEqual({
      shop_money: { amount: '20.29', currency_code: 'CAD' },
      presentment_money: { amount: '10.15', currency_code: 'USD' },
    });
  });

  it('keeps every digit of an id and escapes slashes, as Shopify does', () => {
    const text = serialize(document);
    expect(text).toContain('"id":9007199254740995999,');
    expect(text).toContain('"gid:\\/\\/shopify\\/Order\\/9007199254740995999"');
  });

  it('reads samples of several API versions losslessly', () => {
    for (const version of ['2023-10', '2024-10', '2025-10', '2026-07'])
      expect(sample('orders/create', version).id).toMatch(/^\d+$/);
  });

  it('plays a day that lies in the past and has a buyer of another currency', () => {
    const day = shortDay(new Date(Date.now() - 3_600_000));
    expect(day.map(({ topic }) => topic)).toEqual([
      'customers/create',
      'orders/create',
      'orders/create',
      'orders/updated',
    ]);
    expect(day.every(({ document: { updated_at } }) => Date.parse(updated_at ?? '') < Date.now())).toBe(true);
    expect(day.map(({ document: { presentment_currency } }) => presentment_currency)).toContain('USD');
  });
});

describe('balancer', () => {
  it('takes turns and skips a companion that is down', async () => {
    const answers = (words: string) =>
      createServer((request, response) => {
        request.resume().on('end', () => response.end(words));
      }).listen(0, '127.0.0.1');
    const servers = [answers('one'), answers('two')];
    await Promise.all(servers.map((server) => once(server, 'listening')));
    const url = (server: (typeof servers)[number]) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const balancer = await startBalancer(servers.map(url));
    const ask = async () => (await fetch(`${balancer.url}/x`, { method: 'POST', body: 'hello' })).text();
    expect([await ask(), await ask(), await ask()]).toEqual(['one', 'two', 'one']);
    servers[1]!.close();
    servers[1]!.closeAllConnections();
    expect([await ask(), await ask()]).toEqual(['one', 'one']);
    servers[0]!.close();
    servers[0]!.closeAllConnections();
    expect((await fetch(`${balancer.url}/x`)).status).toBe(503);
    balancer.stop();
  });
});
