/** Durable acceptance against the floor (Express + HMAC, nothing stored): both servers up, the load switches between them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { median, percentile, report } from '../figures.ts';
import { durableWrite } from './disk.ts';
import { fire, shots, type Shot, type Slice } from './load.ts';

const SLICE = 400;
const ROUNDS = 3;
const SLICES = 6;

interface Target {
  url: string;
  agent: Agent;
  child: ChildProcess;
}

async function start(kind: string, folder: string): Promise<Target> {
  const child = spawn('node', [join(import.meta.dirname, 'servers.ts'), kind, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url, child, agent: new Agent({ keepAlive: true, maxSockets: 64 }) };
}

const rate = (slices: Slice[]): number =>
  (1000 * slices.reduce((sum, { requests }) => sum + requests, 0)) /
  slices.reduce((sum, { milliseconds }) => sum + milliseconds, 0);

interface Figures {
  rate: number;
  ratio: number;
  p99: number;
  p50: number;
  /** Of the floor, ms. */
  floorP50: number;
  errors: number;
}

async function compare(own: Target, floor: Target, ammunition: Shot[], connections: number) {
  const rounds: Figures[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const slices: { own: Slice[]; floor: Slice[] } = { own: [], floor: [] };
    for (let at = 0; at < SLICES; at++) {
      slices.own.push(await fire(own.url, own.agent, ammunition, connections, SLICE));
      slices.floor.push(await fire(floor.url, floor.agent, ammunition, connections, SLICE));
    }
    const latencies = (of: Slice[]) => of.flatMap((slice) => slice.latencies);
    rounds.push({
      rate: rate(slices.own),
      ratio: rate(slices.own) / rate(slices.floor),
      p99: percentile(latencies(slices.own), 99) / percentile(latencies(slices.floor), 99),
      p50: percentile(latencies(slices.own), 50) / percentile(latencies(slices.floor), 50),
      floorP50: percentile(latencies(slices.floor), 50),
      errors: [...slices.own, ...slices.floor].reduce((sum, { errors }) => sum + errors, 0),
    });
  }
  const of = (key: keyof Figures) => median(rounds.map((round) => round[key]));
  return {
    rate: of('rate'),
    ratio: of('ratio'),
    p99: of('p99'),
    p50: of('p50'),
    floorP50: of('floorP50'),
    errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
  };
}

/** Goals as ratios to the floor: requests a second at 10.7 KB and at 100 KB (baselines measured beside a floor of the same kind). */
const ENGINES = [
  { kind: 'sqlite', name: 'SQLite', small: 0.45, large: 0.33 },
  { kind: 'postgres', name: 'PostgreSQL', small: 0.4, large: 0.3 },
];

async function stop({ child, agent }: Target): Promise<void> {
  agent.destroy();
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function benchEngine({ kind, name, small, large }: (typeof ENGINES)[number], floor: Target): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const own = await start(kind, folder);
  try {
    for (const [label, bytes, goal] of [
      ['10.7 KB', 10_700, small],
      ['100 KB', 100_000, large],
    ] as const) {
      const ammunition = shots(bytes, 200);
      await compare(own, floor, ammunition, 10);
      const loaded = await compare(own, floor, ammunition, 50);
      report(
        `acceptance, ${name}, ${label}, 50 connections`,
        loaded.ratio,
        `x Express + HMAC (goal >= ${goal}); ${Math.round(loaded.rate)}/s, ${loaded.errors} errors`,
      );
      report(`acceptance, ${name}, ${label}, p99`, loaded.p99, 'x floor (goal <= 2.5)');
      if (bytes < 20_000) {
        const unloaded = await compare(own, floor, ammunition, 1);
        const disk = durableWrite(folder, bytes);
        report(
          `acceptance, ${name}, unloaded p50`,
          unloaded.p50,
          `x floor (goal <= 3); one durable write of as much takes ${(disk / unloaded.floorP50).toFixed(1)} x floor by itself`,
        );
      }
    }
  } finally {
    await stop(own);
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function benchAcceptance(): Promise<void> {
  const floor = await start('floor', tmpdir());
  try {
    for (const engine of ENGINES) await benchEngine(engine, floor);
  } finally {
    await stop(floor);
  }
}
