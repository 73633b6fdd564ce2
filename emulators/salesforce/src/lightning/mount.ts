import { join } from 'node:path';
import { createRequire } from 'node:module';
import express, { type Express, type Request, type Response } from 'express';
import { NotEmulated, type Org } from '../org/services.ts';
import type { OrgUser } from '../security/access.ts';
import { failureBody } from './failures.ts';
import { type Html, html } from './html.ts';
import { pageDocument } from './pages/frame.ts';
import { problem } from './pages/items.ts';
import { homePage, listPage, type Page, recordPage, searchPage, tabPage } from './pages/pages.ts';
import { languageOf, localeModules } from './locale.ts';
import { RecordReader } from './records.ts';
import { appOf, type Authenticate, frontdoor, tokenOf } from './session.ts';
import { Site } from './site.ts';
import { uiApi } from './ui-api.ts';

export interface LightningOptions {
  authenticate: Authenticate;
}

export interface LightningHost {
  /** Compiles the components now, so that the first page need not wait. */
  warmUp(): Promise<void>;
}

/**
 * Adds the browser side of the org to an Express app: Lightning pages, the calls their components make (`/apex`, `/ui-api`),
 * SLDS files, and `/secur/frontdoor.jsp`.
 */
export function mountLightning(app: Express, org: Org, options: LightningOptions): LightningHost {
  const site = new Site(org);
  const slds = join(
    createRequire(import.meta.url).resolve('@salesforce-ux/design-system/package.json'),
    '..',
    'assets',
  );
  app.use('/assets', express.static(slds, { maxAge: '1h', index: false }));
  app.use('/lightning/bundle/:build', serveBundle(site));
  app.get('/secur/frontdoor.jsp', frontdoor(options.authenticate));

  const user = (request: Request): OrgUser | undefined => {
    const token = tokenOf(request);
    return token === undefined ? undefined : options.authenticate(token);
  };
  const page =
    (make: (request: Request, reader: RecordReader) => Page | undefined) =>
    async (request: Request, response: Response) => {
      const viewer = user(request);
      if (!viewer) return noSession(response);
      if (typeof request.query.app === 'string')
        response.append('Set-Cookie', `app=${encodeURIComponent(request.query.app)}; Path=/; SameSite=Lax`);
      await send(site, request, response, viewer, () => make(request, new RecordReader(org, viewer)));
    };
  const named = (request: Request, name: string): string => String(request.params[name] ?? '');
  app.get(
    '/lightning/r/:object/:id/view',
    page((request, reader) =>
      recordPage(site, reader, currentApp(site, request), named(request, 'object'), named(request, 'id')),
    ),
  );
  app.get(
    '/lightning/r/:id/view',
    page((request, reader) => recordPage(site, reader, currentApp(site, request), undefined, named(request, 'id'))),
  );
  app.get(
    '/lightning/n/:tab',
    page((request, reader) => tabPage(site, reader, named(request, 'tab'))),
  );
  app.get(
    '/lightning/o/:object/list',
    page((request, reader) => listPage(reader, named(request, 'object'), asked(request, 'filterName'))),
  );
  app.get(
    '/lightning/search',
    page((request, reader) => searchPage(reader, currentApp(site, request), asked(request, 'term') ?? '')),
  );
  app.get(
    ['/lightning', '/lightning/page/home'],
    page((request, reader) => homePage(site, reader, currentApp(site, request))),
  );

  app.post('/apex/:method', express.json({ limit: '4mb' }), (request, response) => {
    const viewer = user(request);
    if (!viewer) return void response.status(401).json({ message: 'Session expired or invalid' });
    const [className = '', method = ''] = named(request, 'method').split(/\.(?=\w+$)/);
    try {
      const parameters = (request.body ?? {}) as Record<string, unknown>;
      const result = org.transaction({ user: viewer, kind: 'sync' }, (transaction) =>
        org.apex.callAura(className, method, parameters, transaction),
      );
      response.json({ result: result ?? null });
    } catch (error) {
      response.status(error instanceof NotEmulated ? 501 : 500).json(failureBody(error));
    }
  });
  app.use('/ui-api', uiApi(org, user));
  return { warmUp: async () => void (await site.compiled()) };
}

function asked(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' ? value : undefined;
}

function currentApp(site: Site, request: Request) {
  return site.app(typeof request.query.app === 'string' ? request.query.app : appOf(request));
}

function serveBundle(site: Site) {
  return async (request: Request, response: Response, next: () => void) => {
    // The build's own name is in the path, so a browser may keep the files for good.
    const folder = await site.compiled();
    if (bundleName(folder) !== request.params.build) return void response.status(404).end();
    express.static(folder, { immutable: true, maxAge: '1d', index: false })(request, response, next);
  };
}

function bundleName(folder: string): string {
  return folder.split(/[/\\]/).at(-2) ?? '';
}

function noSession(response: Response): void {
  response
    .status(401)
    .type('html')
    .send(
      '<!doctype html><title>Login | Salesforce</title><p>No session: open the org through /secur/frontdoor.jsp?sid=…</p>',
    );
}

async function send(
  site: Site,
  request: Request,
  response: Response,
  viewer: OrgUser,
  make: () => Page | undefined,
): Promise<void> {
  let page: Page;
  let status = 200;
  let scripts: string | undefined;
  try {
    const made = make();
    if (!made) status = 404;
    page = made ?? {
      title: 'Not found',
      content: notFound(),
      pageReference: { type: 'standard__webPage', attributes: { url: request.originalUrl } },
    };
    scripts = `/lightning/bundle/${bundleName(await site.compiled())}`;
  } catch (error) {
    status = error instanceof NotEmulated ? 501 : 500;
    const words = error instanceof Error ? error.message : String(error);
    page = {
      title: 'Error',
      content: problem(words),
      pageReference: { type: 'standard__webPage', attributes: { url: request.originalUrl } },
    };
  }
  const current = currentApp(site, request);
  const path = request.path;
  const navigation = current.tabs
    .map((name) => site.tab(name))
    .filter((tab) => tab !== undefined)
    .map((tab) => ({ ...tab, isActive: path === tab.url || (page.section !== undefined && tab.url === page.section) }));
  const viewerFacts = {
    userId: viewer.id,
    i18n: localeModules(viewer),
    permissions: site.permissions(viewer),
    pageReference: page.pageReference,
  };
  const frame = {
    title: page.title,
    app: current.label,
    navigation,
    userName: viewer.name,
    ...languageOf(viewer),
    term: asked(request, 'term') ?? '',
    viewer: viewerFacts,
  };
  response
    .status(status)
    .type('html')
    .set('Cache-Control', 'no-store')
    .send(pageDocument(frame, page.content, scripts));
}

function notFound(): Html {
  return html`<section class="slds-card slds-p-around_large">
    <h1 class="slds-text-heading_medium">Looks like there's a problem.</h1>
    <p>
      The record or page you're looking for isn't there, or you don't have access to it. Ask your administrator for
      help.
    </p>
  </section>`;
}
