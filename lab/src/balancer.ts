import { createServer, request } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface Balancer {
  url: string;
  stop(): void;
}

/** One address for several companions, in turns; a companion that does not answer is skipped, none left means 503. */
export async function startBalancer(targets: string[]): Promise<Balancer> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const first = turn++;
      const attempt = (n: number): void => {
        const target = targets[(first + n) % targets.length];
        if (n === targets.length || target === undefined) {
          outgoing.writeHead(503).end();
          return;
        }
        const forward = request(
          new URL(incoming.url ?? '/', target),
          { method: incoming.method, headers: incoming.headers },
          (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(outgoing);
          },
        );
        forward.once('error', () => (outgoing.headersSent ? outgoing.destroy() : attempt(n + 1)));
        forward.end(body);
      };
      attempt(0);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
