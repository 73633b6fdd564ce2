import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Delivery, Inbox } from '../../src/inbox/inbox.ts';
import { openSqliteInbox } from '../../src/inbox/sqlite/inbox.ts';
import { delivery, temporaryFolder } from '../support.ts';

const MB = 1024 * 1024;

let folder: ReturnType<typeof temporaryFolder>;
let inbox: Inbox;
beforeEach(() => {
  folder = temporaryFolder();
  inbox = openSqliteInbox(folder.path);
});
afterEach(async () => {
  await inbox.close();
  folder.remove();
});

const files = () => readdirSync(join(folder.path, 'journal')).map((name) => join(folder.path, 'journal', name));
const webhookIds = async () => (await inbox.deliveries(100_000)).map(({ webhookId }) => webhookId);

async function restart(between: () => void = () => undefined): Promise<void> {
  await inbox.close();
  between();
  inbox = openSqliteInbox(folder.path);
}

async function settleAll(): Promise<void> {
  const open = await inbox.deliveries(100_000);
  await inbox.settle(open.map(({ id }) => ({ deliveryId: id, snapshots: [] })));
}

async function acceptInTurn(made: Delivery[]): Promise<void> {
  for (const one of made) expect(await inbox.accept(one)).toBe(true);
}

const large = (bytes: number) => delivery('orders/create', { id: 1, padding: 'x'.repeat(bytes) });

test('a record that was cut short by a crash is not there; those before it are, and the next ones go on', async () => {
  const made = Array.from({ length: 3 }, () => large(5_000));
  await acceptInTurn(made);
  await restart(() => {
    const [file = ''] = files();
    const text = readFileSync(file);
    truncateSync(file, text.lastIndexOf('"padding"') + 100);
  });
  expect(await webhookIds()).toEqual(made.slice(0, 2).map(({ webhookId }) => webhookId));
  await acceptInTurn(made.slice(2));
  await restart();
  expect(await webhookIds()).toEqual(made.map(({ webhookId }) => webhookId));
});

test('a record with one wrong byte ends what is believed of its file', async () => {
  await acceptInTurn([large(100), large(100)]);
  await restart(() => {
    const [file = ''] = files();
    const bytes = readFileSync(file);
    const at = bytes.lastIndexOf('"padding"') + 20;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(file, bytes);
  });
  expect(await webhookIds()).toHaveLength(1);
});

test('bodies of any size come back as they were, over many files and a restart', async () => {
  const made = [large(10 * MB), large(1), large(9 * MB), large(3 * MB), large(20)];
  await Promise.all(made.slice(0, 3).map((one) => inbox.accept(one)));
  await acceptInTurn(made.slice(3));
  await restart();
  const stored = await inbox.deliveries(10);
  expect(
    stored.map(({ webhookId, body }) => [
      webhookId,
      body.equals(made.find((one) => one.webhookId === webhookId)?.body ?? Buffer.alloc(0)),
    ]),
  ).toEqual(made.map(({ webhookId }) => [webhookId, true]));
});

test('files are used again: settled deliveries leave no trace of growth and do not come back', async () => {
  for (let round = 0; round < 12; round++) {
    await Promise.all(Array.from({ length: 6 }, () => inbox.accept(large(3 * MB))));
    await settleAll();
  }
  const bytes = files().reduce((sum, file) => sum + statSync(file).size, 0);
  expect(bytes).toBeLessThan(120 * MB);
  const kept = large(10);
  await inbox.accept(kept);
  await restart();
  expect(await webhookIds()).toEqual([kept.webhookId]);
  // Even where the ids of what was settled are forgotten.
  await inbox.prune(Date.now() + 1000);
  await restart();
  expect(await webhookIds()).toEqual([kept.webhookId]);
}, 60_000);

test('settled deliveries beside an open one stay known, however old', async () => {
  const made = [large(10), large(20), large(30)];
  await acceptInTurn(made);
  const [first, , third] = await inbox.deliveries(3);
  await inbox.settle([first, third].map((one) => ({ deliveryId: one?.id ?? 0, snapshots: [] })));
  await inbox.prune(Date.now() + 1000);
  await restart();
  expect(await webhookIds()).toEqual([made[1]?.webhookId]);
  expect(await Promise.all(made.map((one) => inbox.accept(one)))).toEqual([false, false, false]);
});

test('a full disk: refused by code, nothing acknowledged is lost', async () => {
  await inbox.close();
  const program = join(import.meta.dirname, 'accept-forever.ts');
  // A limit on the size of files (in blocks of 1 KB) stands for the disk: a write beyond it fails.
  const child = spawn('sh', ['-c', 'trap "" XFSZ; ulimit -f 3000; exec node "$@"', 'sh', program, folder.path], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const acknowledged: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => acknowledged.push(line));
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  await once(child, 'close');
  expect(said).toContain("code: 'INBOX_UNAVAILABLE'");
  inbox = openSqliteInbox(folder.path);
  const stored = new Set(await webhookIds());
  expect(acknowledged.length).toBeGreaterThan(100);
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
}, 30_000);

test('two of one webhook id at a time: the second is answered when the first is durable', async () => {
  const one = large(10);
  const other = large(20);
  expect(
    await Promise.all([inbox.accept(one), inbox.accept(other), inbox.accept({ ...one }), inbox.accept({ ...one })]),
  ).toEqual([true, true, false, false]);
});
