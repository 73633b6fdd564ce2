import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBalancer } from './balancer.ts';
import type { Child } from './children.ts';
import { companionEnvironment } from './companion-environment.ts';
import type { ConnectedStore } from './connect.ts';
import type { LabOptions } from './options.ts';
import type { RunningOrg } from './org.ts';
import { freePort } from './ports.ts';
import { type Supervised, supervise } from './supervisor.ts';

export interface Companions {
  /** Where webhooks go: the one companion, or the balancer before several. */
  url: string;
  list(): { url: string; pid: number; restarts: number }[];
  stop(): Promise<void>;
}

export interface CompanionsInput {
  options: LabOptions;
  folder: string;
  org: RunningOrg;
  stores: ConnectedStore[];
  databaseUrl: string | undefined;
  onEvent: (words: string) => void;
  onGiveUp: (reason: string) => void;
}

const MAIN = join(import.meta.dirname, '..', '..', 'companion', 'src', 'cli', 'main.ts');
const READY_WITHIN = 90_000;

/** Asks `/readyz` until it says yes. @throws Error with the companion's last words when it does not, or ends */
async function ready(url: string, child: Child): Promise<void> {
  const end = Date.now() + READY_WITHIN;
  let last = 'no answer';
  while (Date.now() < end) {
    if (child.process.exitCode !== null || child.process.signalCode !== null) break;
    try {
      const response = await fetch(`${url}/readyz`);
      if (response.ok) return;
      last = `${response.status} ${await response.text()}`;
    } catch (error) {
      last = String(error);
    }
    await sleep(100);
  }
  throw new Error(`${child.name} is not ready: ${last}\n${child.words()}`);
}

async function startCompanion(
  input: CompanionsInput,
  number: number,
): Promise<{ url: string; supervised: Supervised }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = join(input.folder, `companion-${number}`);
  mkdirSync(folder, { recursive: true });
  const child = {
    name: input.options.companions === 1 ? 'companion' : `companion ${number}`,
    args: [MAIN, 'serve'],
    env: companionEnvironment(input, { port, folder }),
    logFile: join(input.folder, `companion-${number}.log`),
  };
  return { url, supervised: await supervise(child, (started) => ready(url, started), input.onEvent, input.onGiveUp) };
}

/** Starts the companions, each its own process, and waits until they are ready. */
export async function startCompanions(input: CompanionsInput): Promise<Companions> {
  const running = await Promise.all(
    Array.from({ length: input.options.companions }, (_, at) => startCompanion(input, at + 1)),
  );
  const balancer = running.length > 1 ? await startBalancer(running.map(({ url }) => url)) : undefined;
  return {
    url: balancer?.url ?? running[0]?.url ?? '',
    list: () => running.map(({ url, supervised }) => ({ url, pid: supervised.pid, restarts: supervised.restarts })),
    async stop() {
      balancer?.stop();
      await Promise.all(running.map(({ supervised }) => supervised.stop()));
    },
  };
}
