/** Publishing: our client beside an avsc loop of unary calls and the ready-made client, in turns, TLS on loopback. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { selfSigned } from '../../emulators/salesforce/src/pubsub/certificate.ts';
import { median, report } from '../figures.ts';
import { event } from './event.ts';
import type { Client } from './clients.ts';

const BATCH = 200;
const ROUNDS = 5;
const SLICE = 1_000;

/** Events per second of one slice. */
async function slice(client: Client, events: object[], ids: string[]): Promise<number> {
  const own = client.prepare?.(events) ?? events;
  const began = performance.now();
  let count = 0;
  while (performance.now() - began < SLICE) {
    await client.publish(own, ids);
    count += events.length;
  }
  return (1000 * count) / (performance.now() - began);
}

export async function benchPublish(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const pair = selfSigned();
  writeFileSync(key, pair.key);
  writeFileSync(certificate, pair.certificate);
  // Read by gRPC when it makes its first secure channel: the companion's client trusts this one certificate as it would a public one.
  process.env.GRPC_DEFAULT_SSL_ROOTS_FILE_PATH = certificate;
  const server = spawn('node', [join(import.meta.dirname, 'server.ts'), key, certificate], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Not earlier: the peer drops its listeners on close but not its stream, and would end this process with an unhandled error.
  process.once('exit', () => server.kill('SIGKILL'));
  const [port] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  const address = `localhost:${port}`;
  const { companion, peer, unary } = await import('./clients.ts');
  const clients = { unary: unary(address), own: companion(address), peer: await peer(address) };
  try {
    const events = Array.from({ length: BATCH }, (_, at) => event(at));
    const ids = events.map((_, at) => `event-${at}`);
    const rates = { unary: [] as number[], own: [] as number[], peer: [] as number[] };
    for (const client of Object.values(clients)) await slice(client, events, ids);
    for (let round = 0; round < ROUNDS; round++)
      for (const name of ['unary', 'own', 'peer'] as const) rates[name].push(await slice(clients[name], events, ids));
    const ratio = (other: 'unary' | 'peer') =>
      median(rates.own.map((rate, round) => rate / (rates[other][round] as number)));
    report(
      'publishing / avsc unary loop',
      ratio('unary'),
      `x (goal >= 1.5); ${Math.round(median(rates.own))} events/s`,
    );
    report('publishing / salesforce-pubsub-api-client publishBatch', ratio('peer'), 'x (goal >= 2)');
  } finally {
    for (const client of Object.values(clients)) client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
