import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { Express } from 'express';
import { adminApp } from './http/admin.ts';
import { controlApp } from './http/control.ts';
import { makeWorld, type World } from './http/state.ts';
import { API_VERSION } from './schema.ts';
import type { ShopOptions } from './shop/shop.ts';

export interface StartOptions {
  shops: ShopOptions[];
  /** 0 = any free port. */
  port?: number;
  controlPort?: number;
  /** Speed of the retry clock: 1 is real time. */
  clockScale?: number;
  /** More routes for the control endpoint. */
  extendControl?: (app: Express) => void;
}

export interface RunningShops {
  /** Base address of the Admin API. */
  url: string;
  adminUrl: string;
  control: string;
  world: World;
  stop(): Promise<void>;
}

async function listen(app: Express, port: number) {
  const server = app.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Starts the shops on loopback. */
export async function startShops(options: StartOptions): Promise<RunningShops> {
  const ending = new AbortController();
  const world = makeWorld(options.shops, ending.signal, options.clockScale ?? 1);
  const admin = await listen(adminApp(world), options.port ?? 0);
  const stageDoor = controlApp(world);
  options.extendControl?.(stageDoor);
  const control = await listen(stageDoor, options.controlPort ?? 0);
  return {
    url: admin.url,
    adminUrl: `${admin.url}/admin/api/${API_VERSION}/graphql.json`,
    control: control.url,
    world,
    async stop() {
      ending.abort();
      await Promise.all(world.outbox.pending);
      for (const { server } of [admin, control]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
