/** Starts an org with all its doors: REST, Pub/Sub, control. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { EventBus } from '../events/bus.ts';
import type { ApiContext } from '../http/api.ts';
import { ApiUsage } from '../http/api-usage.ts';
import { Clock } from '../http/clock.ts';
import { controlApp, type Controlled } from '../http/control.ts';
import { createApp, listen } from '../http/server.ts';
import { Sessions } from '../http/sessions.ts';
import { mountLightning } from '../lightning/mount.ts';
import { createOrg } from '../org/org.ts';
import type { CompileError, Org } from '../org/services.ts';
import { PubSubServer } from '../pubsub/server.ts';

export interface StartOptions {
  /** Source folders (sfdx or metadata format), deployed in this order. */
  sourceDirs: string[];
  /** The org's own source folders, after those: with a namespace they name what is packaged with its prefix. */
  subscriberDirs?: string[];
  /** 0 = any free port. */
  port?: number;
  pubsubPort?: number;
  pubsubTlsPort?: number;
  controlPort?: number;
  /** Optional features of the org by name, e.g. `personAccounts: true`. */
  shape?: Record<string, unknown>;
  /** Keeps records and events between runs. */
  dataDir?: string;
  /** The source folders are one managed package under this namespace. */
  namespace?: string;
  /** PEM that JWT assertions must be signed with; undefined = any signature. */
  jwtKey?: string;
}

export interface RunningOrg {
  org: Org;
  bus: EventBus;
  url: string;
  accessToken: string;
  username: string;
  apiVersion: '67.0';
  /** `127.0.0.1:PORT`, plaintext. */
  pubsub: string;
  /** `127.0.0.1:PORT`, TLS with a self-signed certificate. */
  pubsubTls: string;
  /** Base address of the control calls, see http/control.ts. */
  control: string;
  orgId: string;
  stop(): Promise<void>;
}

/** The sources do not compile or deploy. */
export class DeployFailed extends Error {
  readonly errors: CompileError[];
  constructor(errors: CompileError[]) {
    super(errors.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'));
    this.errors = errors;
  }
}

/** @throws DeployFailed */
export async function startOrg(options: StartOptions): Promise<RunningOrg> {
  const clock = new Clock();
  const now = (): number => clock.now();
  const { org, errors } = createOrg({
    sourceDirs: options.sourceDirs,
    ...(options.subscriberDirs ? { subscriberDirs: options.subscriberDirs } : {}),
    now,
    ...(options.shape ? { shape: options.shape } : {}),
    ...(options.dataDir ? { dataDir: options.dataDir } : {}),
    ...(options.namespace ? { namespace: options.namespace } : {}),
  });
  if (errors.length > 0) throw new DeployFailed(errors);
  // The org's event service is always the bus; the contract shows rooms less of it.
  const bus = org.events as EventBus;
  if (options.dataDir) bus.keepIn(options.dataDir);
  const address = { url: '' };
  const sessions = new Sessions(org, now);
  const context: ApiContext = { org, bus, sessions, usage: new ApiUsage(now), now, url: () => address.url };
  const pubsub = new PubSubServer(org, bus, { authenticate: (token) => sessions.userOf(token) });
  const rest: Controlled['rest'] = { fault: undefined };
  const app = createApp(context, {
    restFault: () => rest.fault,
    mount: (host) => void mountLightning(host, org, { authenticate: (token) => sessions.userOf(token) }),
    ...(options.jwtKey ? { jwtKey: options.jwtKey } : {}),
  });
  const http = await listen(app, options.port ?? 0);
  address.url = `http://127.0.0.1:${http.port}`;
  const ports = await pubsub.start(options.pubsubPort ?? 0, options.pubsubTlsPort ?? 0);
  const control = await listen(controlApp({ context, pubsub, clock, rest }), options.controlPort ?? 0);
  const admin = org.security.admin();
  return {
    org,
    bus,
    url: address.url,
    accessToken: keptToken(sessions, org, options.dataDir),
    username: admin.username,
    apiVersion: '67.0',
    pubsub: `127.0.0.1:${ports.plain}`,
    pubsubTls: `127.0.0.1:${ports.tls}`,
    control: `http://127.0.0.1:${control.port}`,
    orgId: org.id,
    stop: async () => {
      bus.close();
      await Promise.all([pubsub.drop(), close(http.server), close(control.server)]);
    },
  };
}

/** With a data folder the admin's token stays the same over restarts. */
function keptToken(sessions: Sessions, org: Org, dataDir: string | undefined): string {
  const admin = org.security.admin();
  if (dataDir === undefined) return sessions.create(admin);
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'access-token');
  const token = existsSync(file) ? readFileSync(file, 'utf8') : sessions.create(admin);
  writeFileSync(file, token, { mode: 0o600 });
  sessions.register(token, admin);
  return token;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
