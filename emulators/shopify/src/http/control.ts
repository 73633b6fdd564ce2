/**
 * The stage door: what a merchant or a customer does, and faults. Never part of Shopify's own API.
 *
 * | call | effect |
 * | --- | --- |
 * | `GET /shops` | shops with their credentials |
 * | `POST /shops/:handle/subscriptions` `{topics, uri}` | subscribes; `{topic}` in the uri is replaced |
 * | `POST /shops/:handle/{orders,customers,returns,companies,products}` document | makes it (id given or new), sends `…/create`, `returns/request` |
 * | `PUT /shops/:handle/{orders,customers,returns,companies,products}/:id?topic=orders/paid` document | replaces parts, sends `…/update(d)` or the topic named |
 * | `DELETE /shops/:handle/{orders,customers,returns,companies,products}/:id` | removes it, sends `…/delete` |
 * | `GET /shops/:handle/{orders,customers,returns,companies,products}/:id` | the document |
 * | `POST /shops/:handle/webhooks/<topic>` raw body | signs and sends exactly these bytes |
 * | `PUT /faults` `{admin: {status, count, throttle, isDead}, webhooks: {duplicate, shuffleMilliseconds, hold}, clockScale}` | faults, merged into what is set |
 * | `GET /log` | Admin requests and delivery attempts |
 * | `POST /drain` | waits until no delivery is under way |
 */
import express, { type Express, type Request, type Response } from 'express';
import { type Document, parse, serialize } from '../shop/documents.ts';
import { newId, type Shop } from '../shop/shop.ts';
import { gid } from '../graphql/customer-view.ts';
import { emit } from '../webhooks/deliver.ts';
import { announce, type World } from './state.ts';

type Resource = 'orders' | 'customers' | 'returns' | 'companies' | 'products';

/** What a resource is called in ids, and the topics of its making and changing. */
const RESOURCES: Record<Resource, { type: string; made: string; changed: string }> = {
  orders: { type: 'Order', made: 'orders/create', changed: 'orders/updated' },
  customers: { type: 'Customer', made: 'customers/create', changed: 'customers/update' },
  companies: { type: 'Company', made: 'companies/create', changed: 'companies/update' },
  products: { type: 'Product', made: 'products/create', changed: 'products/update' },
  returns: { type: 'Return', made: 'returns/request', changed: 'returns/update' },
};

export function controlApp(world: World): Express {
  const app = express();
  app.disable('x-powered-by');
  const raw = express.text({ type: () => true, limit: '20mb' });

  const shopOf = (request: Request, response: Response): Shop | undefined => {
    const shop = world.shops.get(String(request.params.handle));
    if (!shop) response.status(404).json({ error: `no shop ${String(request.params.handle)}` });
    return shop;
  };

  app.get('/shops', (_request, response) => {
    response.json(
      [...world.shops.values()].map(({ options, domain, secret, adminToken, clientId }) => ({
        ...options,
        domain,
        secret,
        adminToken,
        clientId,
      })),
    );
  });

  app.post('/shops/:handle/subscriptions', express.json(), (request, response) => {
    const shop = shopOf(request, response);
    if (!shop) return;
    const { topics, uri } = request.body as { topics: string[]; uri: string };
    for (const topic of topics) {
      const id = gid('WebhookSubscription', newId(shop));
      shop.subscriptions.set(id, {
        id,
        topic,
        uri,
        includeFields: [],
        filter: null,
        createdAt: new Date().toISOString(),
      });
    }
    response.status(201).json({ count: shop.subscriptions.size });
  });

  for (const resource of Object.keys(RESOURCES) as Resource[]) mountResource(app, world, resource, raw, shopOf);

  app.post('/shops/:handle/webhooks/*topic', raw, (request, response) => {
    const shop = shopOf(request, response);
    if (!shop) return;
    const topic = (request.params.topic as unknown as string[]).join('/');
    emit(world.outbox, shop, topic, request.body as string);
    response.status(202).json({ pending: world.outbox.pending.size });
  });

  app.put('/faults', express.json(), (request, response) => {
    const { admin, webhooks, clockScale } = request.body as { admin?: object; webhooks?: object; clockScale?: number };
    Object.assign(world.adminFaults, admin);
    Object.assign(world.outbox.faults, webhooks);
    if (clockScale !== undefined) world.outbox.clockScale = clockScale;
    response.json({ admin: world.adminFaults, webhooks: world.outbox.faults, clockScale: world.outbox.clockScale });
  });

  app.get('/log', (_request, response) => {
    response.json({ requests: world.requests, deliveries: world.outbox.attempts });
  });

  app.post('/drain', async (_request, response) => {
    while (world.outbox.pending.size > 0) await Promise.all(world.outbox.pending);
    response.json({ attempts: world.outbox.attempts.length });
  });
  return app;
}

function mountResource(
  app: Express,
  world: World,
  resource: Resource,
  raw: express.RequestHandler,
  shopOf: (request: Request, response: Response) => Shop | undefined,
): void {
  const { type, made, changed } = RESOURCES[resource];

  app.post(`/shops/:handle/${resource}`, raw, (request, response) => {
    const shop = shopOf(request, response);
    if (!shop) return;
    const given = parse(request.body as string) as Partial<Document>;
    const now = new Date().toISOString();
    const id = given.id ?? newId(shop);
    const document: Document = {
      created_at: now,
      updated_at: now,
      admin_graphql_api_id: gid(type, id),
      ...given,
      id,
    };
    shop[resource].set(document.id, document);
    announce(world, shop, made, document);
    response.status(201).type('json').send(serialize(document));
  });

  app.put(`/shops/:handle/${resource}/:id`, raw, (request, response) => {
    const shop = shopOf(request, response);
    if (!shop) return;
    const document = shop[resource].get(String(request.params.id));
    if (!document) {
      response.status(404).json({ error: `no ${resource} ${String(request.params.id)}` });
      return;
    }
    Object.assign(
      document,
      { updated_at: new Date().toISOString() },
      parse(request.body as string) as Partial<Document>,
    );
    announce(world, shop, String(request.query.topic ?? changed), document);
    response.type('json').send(serialize(document));
  });

  app.get(`/shops/:handle/${resource}/:id`, (request, response) => {
    const document = shopOf(request, response)?.[resource].get(String(request.params.id));
    if (document) response.type('json').send(serialize(document));
    else if (!response.headersSent) response.status(404).json({ error: `no ${resource} ${String(request.params.id)}` });
  });

  app.delete(`/shops/:handle/${resource}/:id`, (request, response) => {
    const shop = shopOf(request, response);
    if (!shop) return;
    const id = String(request.params.id);
    if (!shop[resource].delete(id)) {
      response.status(404).json({ error: `no ${resource} ${id}` });
      return;
    }
    emit(world.outbox, shop, `${resource}/delete`, serialize({ id }));
    response.status(204).end();
  });
}
