/** Resources that users of the REST API expect beyond records and queries. */
import { join } from 'node:path';
import { startOrg, type RunningOrg } from '../../src/cli/start.ts';

let org: RunningOrg;
let account: string;
let contact: string;

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${org.url}/services/data/v67.0${path}`, {
    method,
    headers: {
      authorization: `Bearer ${org.accessToken}`,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: (isJson && text !== '' ? JSON.parse(text) : text) as never };
}

beforeAll(async () => {
  org = await startOrg({ sourceDirs: [join(__dirname, 'project/force-app')] });
  account = (await call('POST', '/sobjects/Account', { Name: 'Related' })).body['id'];
  contact = (await call('POST', '/sobjects/Contact', { LastName: 'Child', AccountId: account })).body['id'];
}, 60_000);

afterAll(() => org.stop());

test('relationships as paths: children are a query result, a parent is a record', async () => {
  const children = await call('GET', `/sobjects/Account/${account}/Contacts?fields=LastName`);
  expect(children.body).toMatchObject({ totalSize: 1, records: [{ LastName: 'Child' }] });
  expect((await call('GET', `/sobjects/Contact/${contact}/Account?fields=Name`)).body).toMatchObject({
    Name: 'Related',
  });
  expect((await call('GET', `/sobjects/Contact/${contact}/Nothing`)).status).toBe(501);
});

test('updated and deleted tell the records of a span', async () => {
  const at = (ms: number): string => encodeURIComponent(new Date(Date.now() + ms).toISOString());
  const span = `start=${at(-3_600_000)}&end=${at(120_000)}`;
  expect((await call('GET', `/sobjects/Account/updated?${span}`)).body).toMatchObject({ ids: [account] });
  const gone = (await call('POST', '/sobjects/Contact', { LastName: 'Gone' })).body['id'];
  await call('DELETE', `/sobjects/Contact/${gone as string}`);
  expect((await call('GET', `/sobjects/Contact/deleted?${span}`)).body).toMatchObject({
    deletedRecords: [{ id: gone }],
  });
  expect((await call('GET', '/sobjects/Contact/deleted')).body).toMatchObject([
    { errorCode: 'INVALID_REPLICATION_DATE' },
  ]);
});

test('parameterized search by URL and by body', async () => {
  const byUrl = await call('GET', '/parameterizedSearch?q=Related&sobject=Account&Account.fields=Name&in=NAME');
  expect(byUrl.body).toMatchObject({ searchRecords: [{ Name: 'Related' }] });
  const byBody = { q: 'Related', sobjects: [{ name: 'Account', fields: ['Id'], limit: 1 }] };
  expect((await call('POST', '/parameterizedSearch', byBody)).body).toMatchObject({ searchRecords: [{ Id: account }] });
});

test('graphs are saved whole or not at all, each for itself', async () => {
  const node = (referenceId: string, object: string, body: unknown) => ({
    method: 'POST',
    url: `/services/data/v67.0/sobjects/${object}`,
    referenceId,
    body,
  });
  const graph = (graphId: string, lastName?: string) => ({
    graphId,
    compositeRequest: [
      node('a', 'Account', { Name: graphId }),
      node('c', 'Contact', { LastName: lastName, AccountId: '@{a.id}' }),
    ],
  });
  const { body } = await call('POST', '/composite/graph', { graphs: [graph('good', 'x'), graph('bad')] });
  expect(body).toMatchObject({
    graphs: [
      { graphId: 'good', isSuccessful: true },
      { graphId: 'bad', isSuccessful: false, graphResponse: { compositeResponse: [{ httpStatusCode: 400 }, {}] } },
    ],
  });
  const names = encodeURIComponent("SELECT Name FROM Account WHERE Name IN ('good', 'bad')");
  expect((await call('GET', `/query?q=${names}`)).body).toMatchObject({ records: [{ Name: 'good' }] });
});

test('a file comes as a part of its own', async () => {
  const form = new FormData();
  const record = JSON.stringify({ Title: 'note', PathOnClient: 'note.txt' });
  form.append('entity_content', new Blob([record], { type: 'application/json' }));
  form.append('VersionData', new Blob(['hello']), 'note.txt');
  const { body } = await call('POST', '/sobjects/ContentVersion', form);
  expect((await call('GET', `/sobjects/ContentVersion/${body['id'] as string}/VersionData`)).body).toBe('hello');
});

test('custom objects and fields are tooling rows; packages are refused by name', async () => {
  const query = (text: string) => call('GET', `/tooling/query?q=${encodeURIComponent(text)}`);
  expect((await query("SELECT DeveloperName FROM CustomObject WHERE DeveloperName = 'Widget'")).body).toMatchObject({
    totalSize: 1,
  });
  expect((await query("SELECT TableEnumOrId FROM CustomField WHERE DeveloperName = 'Size'")).body).toMatchObject({
    totalSize: 1,
  });
  expect(await query("SELECT Id FROM SubscriberPackageVersion WHERE Id = '04t'")).toEqual({
    status: 501,
    body: [{ errorCode: 'NOT_IMPLEMENTED', message: 'NotEmulated: Tooling API object SubscriberPackageVersion' }],
  });
});
