import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { lead } from '../../src/inbox/leader.ts';
import { openPostgresInbox } from '../../src/inbox/postgres.ts';
import { temporaryFolder } from '../support.ts';
import { inboxContract } from './contract.ts';

let folder: ReturnType<typeof temporaryFolder>;
let server: ChildProcess;
let url: string;

beforeAll(async () => {
  folder = temporaryFolder();
  server = spawn('node', [join(import.meta.dirname, 'postgres-server.ts'), folder.path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  [url] = (await once(createInterface({ input: server.stdout as NodeJS.ReadableStream }), 'line')) as [string];
}, 60_000);

afterAll(async () => {
  server.kill('SIGTERM');
  await once(server, 'exit');
  folder.remove();
});

describe('PostgreSQL inbox', () => {
  inboxContract(
    async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query('DROP TABLE IF EXISTS delivery, snapshot, fact');
      await client.end();
      return openPostgresInbox(url);
    },
    async (inbox) => {
      await inbox.close();
      return openPostgresInbox(url);
    },
  );
});

test('one leads at a time; the next takes over when the first lets go', async () => {
  const ending = new AbortController();
  const first = await lead(url, ending.signal);
  let second: Awaited<ReturnType<typeof lead>>;
  const waiting = lead(url, ending.signal).then((leadership) => (second = leadership));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(first?.signal.aborted).toBe(false);
  expect(second).toBeUndefined();
  await first?.release();
  await waiting;
  expect(first?.signal.aborted).toBe(true);
  expect(second?.signal.aborted).toBe(false);
  await second?.release();
  ending.abort();
});

test('a database that is not there is said by name', async () => {
  await expect(openPostgresInbox('postgres://x:x@127.0.0.1:1/none')).rejects.toThrow('INBOX_UNAVAILABLE');
});
