/** Exactly one of several companions publishes and confirms: the one that holds an advisory lock on a connection of its own. */
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Leadership {
  /** Aborts when the lock is lost, or with the signal given to `lead`. */
  signal: AbortSignal;
  release(): Promise<void>;
}

const LEADER_LOCK = 7_203_002;
const ASK_EVERY = 1_000;

/** Waits until this process is the leader. Undefined when the signal came first. */
export async function lead(url: string, signal: AbortSignal): Promise<Leadership | undefined> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url });
    const lost = new AbortController();
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    try {
      await client.connect();
      const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [LEADER_LOCK]);
      if (rows[0]?.held) {
        return { signal: AbortSignal.any([signal, lost.signal]), release: () => client.end() };
      }
    } catch {
      // The database is away: asking again is all there is to do; readiness says so meanwhile.
    }
    await client.end().catch(() => undefined);
    await sleep(ASK_EVERY, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
