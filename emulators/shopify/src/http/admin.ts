/** The Admin API as clients see it: `/admin/api/<version>/graphql.json` and the client-credentials token endpoint. */
import express, { type Express, type Request, type Response } from 'express';
import { executeAdmin, type Request as AdminRequest } from '../graphql/execute.ts';
import type { Document } from '../shop/documents.ts';
import type { Shop } from '../shop/shop.ts';
import { announce, type World } from './state.ts';

/** All shops share one address here; the token says which shop it is (as the host name does on the platform). */
function shopOf(world: World, request: Request): Shop | undefined {
  const token = request.header('x-shopify-access-token');
  return [...world.shops.values()].find((shop) => shop.adminToken === token);
}

function applyFault(world: World, response: Response): boolean {
  const { adminFaults: faults } = world;
  if (faults.isDead) {
    response.destroy();
    return true;
  }
  if (faults.count > 0) {
    faults.count -= 1;
    if (faults.status === 429) response.setHeader('retry-after', '1.0');
    response.status(faults.status).json({
      errors: faults.status === 429 ? 'Exceeded 2 calls per second for api client.' : 'Internal Server Error',
    });
    return true;
  }
  return false;
}

export function adminApp(world: World): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    response.on('finish', () => {
      world.requests.push({
        at: new Date().toISOString(),
        shop: shopOf(world, request)?.domain ?? '',
        method: request.method,
        path: request.path,
        status: response.statusCode,
        operation: response.locals.operation as string | undefined,
      });
    });
    if (!applyFault(world, response)) next();
  });

  app.post('/admin/oauth/access_token', express.json(), express.urlencoded(), (request, response) => {
    const { client_id: id, client_secret: secret, grant_type: grant } = request.body as Record<string, string>;
    const shop = [...world.shops.values()].find(({ clientId }) => clientId === id);
    if (grant !== 'client_credentials' || !shop || shop.secret !== secret) {
      response
        .status(400)
        .json({ error: 'invalid_request', error_description: 'The client credentials are not valid' });
      return;
    }
    response.json({
      access_token: shop.adminToken,
      scope: 'read_orders,write_orders,read_customers,write_customers',
      expires_in: 86_399,
    });
  });

  app.post('/admin/api/:version/graphql.json', express.json({ limit: '5mb' }), async (request, response) => {
    const shop = shopOf(world, request);
    const bucket = shop && world.buckets.get(shop.options.handle);
    if (!shop || !bucket) {
      response
        .status(401)
        .json({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' });
      return;
    }
    const body = request.body as AdminRequest;
    response.locals.operation = /[{]\s*(\w+)/.exec(body.query ?? '')?.[1];
    const announceChange = (topic: string, document: Document) => announce(world, shop, topic, document);
    const result = await executeAdmin(shop, bucket, body, announceChange, world.adminFaults.throttle);
    response.json(result);
  });

  app.use((request, response) => {
    response.status(501).json({ errors: `NotEmulated: ${request.method} ${request.path}` });
  });
  return app;
}
