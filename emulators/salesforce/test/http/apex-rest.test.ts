import { join } from 'node:path';
import { Connection } from 'jsforce';
import { startOrg, type RunningOrg } from '../../src/cli/start.ts';

let org: RunningOrg;
let connection: Connection;

beforeAll(async () => {
  org = await startOrg({ sourceDirs: [join(__dirname, 'apexrest')] });
  connection = new Connection({ instanceUrl: org.url, accessToken: org.accessToken, version: '67.0' });
}, 60_000);

afterAll(() => org.stop());

async function raw(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${org.url}/services/apexrest${path}`, {
    method,
    headers: { authorization: `Bearer ${org.accessToken}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

test('a result is JSON; path and parameters are in RestContext', async () => {
  expect(await connection.apex.get('/parcels/P1?weight=2.50')).toEqual({ code: 'P1', weight: 2.5 });
  expect((await raw('GET', '/parcels/P1?weight=2.50')).text).toBe('{"weight":2.50,"code":"P1"}');
});

test('parameters come from the members of the body, and what is saved stays', async () => {
  expect(await connection.apex.post('/parcels/', { parcel: { code: 'P2' }, copies: 3 })).toBe('P2 x 3');
  expect((await connection.query("SELECT Id FROM Account WHERE Name = 'P2'")).totalSize).toBe(1);
  const wrong = await raw('POST', '/parcels/', '{"nonsense":1}');
  expect([wrong.status, JSON.parse(wrong.text)]).toMatchObject([400, [{ errorCode: 'JSON_PARSER_ERROR' }]]);
});

test('without parameters the body is the request body, and the response is what the method makes of it', async () => {
  const { status, text, headers } = await raw('PUT', '/parcels/P3', 'anything', { 'X-Asked': 'why' });
  expect([status, text, headers.get('x-seen')]).toEqual([202, 'got anything', 'why']);
});

test('an exception is 500 with its stack, and undoes what was saved', async () => {
  const { status, text } = await raw('DELETE', '/parcels/P4');
  expect(status).toBe(500);
  expect(JSON.parse(text)).toEqual([
    {
      errorCode: 'APEX_ERROR',
      message: expect.stringMatching(/^System.MathException: Divide by 0\n\nClass.ParcelResource.fail: line 33/),
    },
  ]);
  expect((await connection.query("SELECT Id FROM Account WHERE Name = 'never'")).totalSize).toBe(0);
});

test('no mapping is 404, no method 405, no session 401', async () => {
  expect((await raw('GET', '/nothing')).text).toContain('Could not find a match for URL');
  expect((await raw('PATCH', '/parcels/1', '{}')).status).toBe(405);
  expect((await raw('GET', '/parcels/1', undefined, { authorization: 'Bearer no' })).status).toBe(401);
});
