/** Puts the parts together: org, stores, companions. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type RunningShops, startShops } from '../../emulators/shopify/src/start.ts';
import type { ShopOptions } from '../../emulators/shopify/src/shop/shop.ts';
import { type Companions, startCompanions } from './companions.ts';
import { assignPermissions, type ConnectedStore, connectStore, subscribe } from './connect.ts';
import type { LabOptions } from './options.ts';
import { type RunningOrg, startOrgProcess } from './org.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import type { Progress } from './progress.ts';
import type { LabReport } from './report.ts';
import { OrgRest } from './rest.ts';

export interface Lab {
  report: LabReport;
  org: OrgRest;
  shops: RunningShops;
  /** Resolves when the lab cannot go on, with the reason. */
  failed: Promise<string>;
  stop(): Promise<void>;
}

const SHOPS: ShopOptions[] = [
  { handle: 'maple-goods', name: 'Maple Goods', currency: 'CAD', timeZone: 'America/Toronto', plan: 'standard' },
  { handle: 'acorn-supply', name: 'Acorn Supply', currency: 'USD', timeZone: 'America/New_York', plan: 'plus' },
  { handle: 'tulip-garden', name: 'Tulip Garden', currency: 'EUR', timeZone: 'Europe/Amsterdam', plan: 'standard' },
];

function shopOptions(count: number): ShopOptions[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `shop-${at + 1}`;
    return SHOPS[at] ?? { handle: name, name, currency: 'USD', timeZone: 'America/New_York', plan: 'standard' };
  });
}

/** What is kept of the lab itself between runs of one `--data` folder: the unguessable part of each store's webhook address. */
interface Kept {
  tokens: Record<string, string>;
}

function readKept(file: string): Kept {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : { tokens: {} };
}

function dataFolder(options: LabOptions): { folder: string; isKept: boolean } {
  if (options.data === undefined) return { folder: mkdtempSync(join(tmpdir(), 'storebridge-lab-')), isKept: false };
  const folder = resolve(options.data);
  // Only what a lab made is emptied: a mistyped path must not cost anybody their files.
  if (options.wipe && existsSync(folder)) {
    if (!existsSync(join(folder, 'lab.json')))
      throw new Error(`${folder} is not a folder of the lab (no lab.json in it): not emptied`);
    rmSync(folder, { recursive: true });
  }
  mkdirSync(folder, { recursive: true });
  return { folder, isKept: true };
}

/** Starts everything. @throws Error in words when a part does not start; what was started by then is stopped */
export async function startLab(options: LabOptions, progress: Progress): Promise<Lab> {
  const { folder, isKept } = dataFolder(options);
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (const each of stops.reverse()) await each();
    stops.length = 0;
    if (!isKept) rmSync(folder, { recursive: true, force: true });
  };
  const failure = Promise.withResolvers<string>();
  try {
    const orgStarts = progress.step('Org: compiling and deploying the package', () =>
      startOrgProcess(options, folder, failure.resolve),
    );
    const databaseStarts =
      options.inbox === 'postgres'
        ? progress.step('PostgreSQL', () => startPostgres(folder))
        : Promise.resolve(undefined);
    const [orgResult, databaseResult] = await Promise.allSettled([orgStarts, databaseStarts]);
    if (databaseResult.status === 'fulfilled' && databaseResult.value)
      stops.push(() => (databaseResult.value as Postgres).stop());
    if (orgResult.status === 'fulfilled') stops.push(() => orgResult.value.stop());
    if (orgResult.status === 'rejected') throw orgResult.reason;
    if (databaseResult.status === 'rejected') throw databaseResult.reason;
    return await assemble(options, progress, folder, orgResult.value, databaseResult.value, stops, stop, failure);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(
  options: LabOptions,
  progress: Progress,
  folder: string,
  org: RunningOrg,
  database: Postgres | undefined,
  stops: (() => unknown)[],
  stop: () => Promise<void>,
  failure: PromiseWithResolvers<string>,
): Promise<Lab> {
  const parts: { companions?: Companions } = {};
  const shops = await startShops({
    shops: shopOptions(options.stores),
    clockScale: options.clockScale,
    extendControl: (app) =>
      app.get('/companions', (_request, response) => void response.json(parts.companions?.list() ?? [])),
  });
  stops.push(() => shops.stop());

  const rest = new OrgRest(org);
  // The org compiles its components when a page first needs them: let that happen while the rest starts.
  void fetch(`${org.url}/lightning/page/home`, { headers: { authorization: `Bearer ${org.accessToken}` } }).catch(
    () => undefined,
  );
  const keptFile = join(folder, 'lab.json');
  const kept = readKept(keptFile);
  const stores: ConnectedStore[] = [];
  await progress.step(`Connecting ${options.stores === 1 ? 'the store' : `${options.stores} stores`}`, async () => {
    await assignPermissions(rest, org.username);
    for (const shop of shops.world.shops.values()) {
      const store = await connectStore(rest, options.namespace, shop, shops, kept.tokens[shop.options.handle]);
      kept.tokens[store.code] = store.token;
      stores.push(store);
    }
    writeFileSync(keptFile, JSON.stringify(kept, null, 2));
  });

  const companions = await progress.step(
    options.companions === 1 ? 'Companion' : `${options.companions} companions`,
    () =>
      startCompanions({
        options,
        folder,
        org,
        stores,
        databaseUrl: database?.url,
        onEvent: progress.say,
        onGiveUp: failure.resolve,
      }),
  );
  parts.companions = companions;
  stops.push(() => companions.stop());
  const webhookUrl = (store: ConnectedStore) => `${companions.url}/webhooks/${store.token}`;
  for (const store of stores) await subscribe(shops, store, webhookUrl(store));

  const report: LabReport = {
    org: {
      url: org.url,
      accessToken: org.accessToken,
      apiVersion: org.apiVersion,
      username: org.username,
      pubsub: org.pubsub,
    },
    companion: { url: companions.url, pid: companions.list()[0]?.pid ?? 0, namespace: options.namespace },
    stores: stores.map((store) => ({
      code: store.code,
      domain: store.domain,
      webhookUrl: webhookUrl(store),
      secret: store.secret,
      adminUrl: store.adminUrl,
      adminToken: store.adminToken,
    })),
    control: { org: org.control, shopify: shops.control },
  };
  return { report, org: rest, shops, failed: failure.promise, stop };
}
