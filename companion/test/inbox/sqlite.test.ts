import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSqliteInbox } from '../../src/inbox/sqlite.ts';
import { temporaryFolder } from '../support.ts';
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
