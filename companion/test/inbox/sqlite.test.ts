import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSqliteInbox } from '../../src/inbox/sqlite/inbox.ts';
import { delivery, temporaryFolder } from '../support.ts';
import { inboxContract } from './contract.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('SQLite inbox', () => {
  inboxContract(
    async () => openSqliteInbox(folder.path),
    async (inbox) => {
      await inbox.close();
      return openSqliteInbox(folder.path);
    },
  );
});

test('what was acknowledged survives kill -9', async () => {
  const child = spawn('node', [join(import.meta.dirname, 'accept-forever.ts'), folder.path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    acknowledged.push(line);
    if (acknowledged.length === 300) child.kill('SIGKILL');
  });
  await once(child, 'exit');

  const inbox = openSqliteInbox(folder.path);
  const stored = new Set((await inbox.deliveries(100_000)).map(({ webhookId }) => webhookId));
  await inbox.close();
  expect(acknowledged.length).toBeGreaterThanOrEqual(300);
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
});

test('alone or in company, before and after a restart: each once, ids rising', async () => {
  let inbox = openSqliteInbox(folder.path);
  const made = Array.from({ length: 60 }, (_, n) => delivery('orders/create', { id: n }));
  expect(await inbox.accept(made[0]!)).toBe(true);
  expect(await Promise.all(made.slice(0, 40).map((one) => inbox.accept(one)))).toEqual([
    false,
    ...Array.from({ length: 39 }, () => true),
  ]);
  await inbox.close();
  inbox = openSqliteInbox(folder.path);
  const rest = await Promise.all(made.map((one) => inbox.accept(one)));
  expect(rest.indexOf(true)).toBe(40);
  const stored = await inbox.deliveries(100);
  await inbox.close();
  expect(stored.map(({ webhookId }) => webhookId)).toEqual(made.map(({ webhookId }) => webhookId));
  expect(stored.map(({ id }) => id)).toEqual(stored.map(({ id }) => id).sort((a, b) => a - b));
});

test('two problems, with an emptied queue and a restart between, are both kept', async () => {
  for (const webhook of [delivery('orders/create', { id: 1 }), delivery('orders/create', { id: 2 })]) {
    const inbox = openSqliteInbox(folder.path);
    await inbox.accept(webhook);
    const [kept] = await inbox.deliveries(1);
    await inbox.settle([{ deliveryId: kept?.id ?? 0, snapshots: [], problem: 'no' }]);
    expect(await inbox.accept(webhook)).toBe(false);
    await inbox.close();
  }
  const inbox = openSqliteInbox(folder.path);
  expect(await inbox.counts()).toMatchObject({ deliveries: 0, problems: 2 });
  await inbox.close();
});

test('a second one is refused while the first lives, whatever becomes of it', async () => {
  const child = spawn('node', [join(import.meta.dirname, 'accept-forever.ts'), folder.path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(() => openSqliteInbox(folder.path)).toThrow(expect.objectContaining({ code: 'INBOX_IN_USE' }));
  child.kill('SIGKILL');
  await once(child, 'exit');
  await openSqliteInbox(folder.path).close();
}, 20_000);
