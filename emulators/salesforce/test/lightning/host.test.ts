import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import express from 'express';
import { mountLightning } from '../../src/lightning/mount.ts';
import { ApexThrown, NotEmulated } from '../../src/org/services.ts';
import { PROJECT } from './components.ts';
import { type AuraCall, CONTACT_ID, fakeOrg, USER } from './fake-org.ts';

let server: Server;
let base: string;
const calls: unknown[] = [];
let answer: AuraCall;

beforeAll(async () => {
  const app = express();
  const org = fakeOrg(PROJECT, (...call) => {
    calls.push(call);
    return answer(...call);
  });
  mountLightning(app, org, { authenticate: (token) => (token === 'good' ? USER : undefined) });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, headers: Record<string, string> = { cookie: 'sid=good' }) =>
  fetch(base + path, { headers, redirect: 'manual' });
const post = (path: string, body: unknown, headers: Record<string, string> = { cookie: 'sid=good' }) =>
  fetch(base + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('sessions', () => {
  it('starts a browser session from a token, and leads nowhere else', async () => {
    const good = await get('/secur/frontdoor.jsp?sid=good&retURL=/lightning/n/Greeting', {});
    expect([good.status, good.headers.get('location')]).toEqual([302, '/lightning/n/Greeting']);
    expect(good.headers.get('set-cookie')).toContain('sid=good');
    const away = await get('/secur/frontdoor.jsp?sid=good&retURL=//evil.example', {});
    expect(away.headers.get('location')).toBe('/lightning/page/home');
    expect((await get('/secur/frontdoor.jsp?sid=bad', {})).status).toBe(401);
  });

  it('shows nothing without one', async () => {
    expect((await get(`/lightning/r/Contact/${CONTACT_ID}/view`, {})).status).toBe(401);
    expect((await post('/apex/Greeter.greet', {}, {})).status).toBe(401);
    expect((await get(`/ui-api/records/${CONTACT_ID}?fields=Contact.Name`, {})).status).toBe(401);
  });
});

describe('record page', () => {
  it('draws the page that the app activates, its texts escaped', async () => {
    const text = await (await get(`/lightning/r/Contact/${CONTACT_ID}/view`)).text();
    expect(text).toContain('Grace &lt;Hopper&gt;');
    expect(text).not.toContain('Grace <Hopper>');
    expect(text).toContain('Lovelace &amp; Sons');
    expect(text).toMatch(/aria-selected="true"[^>]*>\s*Hello &amp; welcome/);
    expect(text).toContain('data-component="greeter"');
    expect(text).toContain('&quot;tone&quot;:&quot;warm&quot;');
    expect(text).toContain(`&quot;recordId&quot;:&quot;${CONTACT_ID}&quot;`);
    expect(text).toContain('NotEmulated: page component someVendor:thing');
  }, 120_000);

  it('keeps fields from users who may not read them', async () => {
    const text = await (await get(`/lightning/r/Contact/${CONTACT_ID}/view`)).text();
    expect(text).not.toContain('not for everyone');
    const refused = await get(`/ui-api/records/${CONTACT_ID}?fields=Contact.Secret__c`);
    expect(refused.status).toBe(400);
  });

  it('says that a record is not there', async () => {
    expect((await get('/lightning/r/Contact/003000000000009AAA/view')).status).toBe(404);
    expect((await get(`/lightning/r/Account/${CONTACT_ID}/view`)).status).toBe(404);
    expect((await get('/lightning/n/Unknown')).status).toBe(404);
  });

  it('serves the compiled components to a name that changes with them', async () => {
    const text = await (await get('/lightning/n/Greeting')).text();
    const address = /src="(\/lightning\/bundle\/\w+)\/main.js"/.exec(text)?.[1] ?? '';
    const main = await get(`${address}/main.js`);
    expect([main.status, main.headers.get('content-type')]).toEqual([200, expect.stringContaining('javascript')]);
    expect((await get(`${address}/synthetic-shadow.js`)).status).toBe(200);
    expect((await get('/lightning/bundle/0000/main.js')).status).toBe(404);
  });
});

describe('calls of components', () => {
  it('passes arguments to the Apex method and its result back', async () => {
    answer = () => ({ words: 'Hi' });
    const response = await post('/apex/Greeter.greet', { recordId: CONTACT_ID });
    expect(await response.json()).toEqual({ result: { words: 'Hi' } });
    expect(calls.at(-1)).toEqual(['Greeter', 'greet', { recordId: CONTACT_ID }, expect.anything()]);
  });

  it('gives a failure the shape that components read', async () => {
    answer = () => {
      throw new ApexThrown(
        'Not yours',
        'System.AuraHandledException',
        'Not yours',
        'Class.Greeter.greet: line 1, column 1',
      );
    };
    const response = await post('/apex/Greeter.greet', {});
    expect([response.status, await response.json()]).toEqual([
      500,
      expect.objectContaining({ message: 'Not yours', exceptionType: 'System.AuraHandledException' }),
    ]);
    answer = () => {
      throw new NotEmulated('Foo.bar');
    };
    expect((await post('/apex/Greeter.greet', {})).status).toBe(501);
  });

  it('reads records for uiRecordApi', async () => {
    const record = await (await get(`/ui-api/records/${CONTACT_ID}?fields=Contact.Email,Contact.AccountId`)).json();
    expect(record).toMatchObject({ apiName: 'Contact', id: CONTACT_ID });
    expect(record.fields.Email).toEqual({ value: 'grace@example.com', displayValue: 'grace@example.com' });
    expect((await post('/ui-api/records', {})).status).toBe(501);
  });
});
