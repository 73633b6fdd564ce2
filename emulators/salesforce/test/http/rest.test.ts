import { join } from 'node:path';
import { Connection } from 'jsforce';
import { startOrg, type RunningOrg } from '../../src/cli/start.ts';

const PROJECT = join(__dirname, 'project');
let org: RunningOrg;
let connection: Connection;

beforeAll(async () => {
  org = await startOrg({ sourceDirs: [join(PROJECT, 'force-app'), join(PROJECT, 'perms')] });
  connection = new Connection({
    instanceUrl: org.url,
    accessToken: org.accessToken,
    version: '67.0',
    callOptions: { client: 'test' },
  });
  const { records } = await connection.query<{ Id: string }>("SELECT Id FROM PermissionSet WHERE Name = 'Widgets'");
  await connection
    .sobject('PermissionSetAssignment')
    .create({ AssigneeId: org.org.security.admin().id, PermissionSetId: records[0]!.Id });
}, 60_000);

afterAll(() => org.stop());

async function raw(
  method: string,
  path: string,
  body?: string,
): Promise<{ status: number; text: string; headers: Headers }> {
  const headers = { authorization: `Bearer ${org.accessToken}`, 'content-type': 'application/json' };
  const response = await fetch(`${org.url}/services/data/v67.0${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

async function control(path: string, body: unknown = {}): Promise<Record<string, unknown>> {
  const response = await fetch(org.control + path, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

async function until<T>(read: () => Promise<T>, isGood: (value: T) => boolean): Promise<T> {
  for (let i = 0; i < 100; i++) {
    const value = await read();
    if (isGood(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('waited in vain');
}

describe('records', () => {
  test('create, read, update, delete, and what is gone is 404', async () => {
    const { id } = await connection.sobject('Account').create({ Name: 'One' });
    expect(await connection.sobject('Account').retrieve(id!)).toMatchObject({ Id: id, Name: 'One' });
    await connection.sobject('Account').update({ Id: id!, Site: 'here' });
    expect((await raw('GET', `/sobjects/Account/${id}?fields=Site`)).text).toContain('"Site":"here"');
    await connection.sobject('Account').destroy(id!);
    await expect(connection.sobject('Account').retrieve(id!)).rejects.toMatchObject({ errorCode: 'NOT_FOUND' });
  });

  test('numbers keep all their digits in both directions', async () => {
    const { text } = await raw('POST', '/sobjects/Widget__c', '{"Name":"n","Size__c":12345678901234.5678}');
    const { id } = JSON.parse(text) as { id: string };
    const read = await raw('GET', `/query?q=${encodeURIComponent(`SELECT Size__c FROM Widget__c WHERE Id = '${id}'`)}`);
    expect(read.text).toContain('"Size__c":12345678901234.5678');
  });

  test('errors are a list with code, words and fields', async () => {
    const missing = await raw('POST', '/sobjects/Account', '{}');
    expect(missing.status).toBe(400);
    expect(JSON.parse(missing.text)).toEqual([
      { message: 'Required fields are missing: [Name]', errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] },
    ]);
    const unknown = await raw('POST', '/sobjects/Account', '{"Nope__c":1}');
    expect(JSON.parse(unknown.text)).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    expect((await raw('POST', '/sobjects/Account', '{"Name":')).status).toBe(400);
  });

  test('upsert by external id, with a slash in the value', async () => {
    const first = await raw('PATCH', '/sobjects/Widget__c/Key__c/e%201/2', '{"Name":"u","Size__c":1}');
    expect([first.status, JSON.parse(first.text)]).toMatchObject([201, { success: true, created: true }]);
    const second = await raw('PATCH', '/sobjects/Widget__c/Key__c/e%201/2', '{"Size__c":2}');
    expect([second.status, JSON.parse(second.text)]).toMatchObject([200, { created: false }]);
    expect(JSON.parse((await raw('GET', '/sobjects/Widget__c/Key__c/e%201/2')).text)).toMatchObject({
      Key__c: 'e 1/2',
      Size__c: 2,
    });
  });

  test('collections: each record for itself, or all or none; no more than 200', async () => {
    const mixed = (await connection.sobject('Account').create([{ Name: 'a' }, {}])) as { success: boolean }[];
    expect(mixed.map((each) => each.success)).toEqual([true, false]);
    const strict = await raw(
      'POST',
      '/composite/sobjects',
      JSON.stringify({
        allOrNone: true,
        records: [{ attributes: { type: 'Account' }, Name: 'never' }, { attributes: { type: 'Account' } }],
      }),
    );
    expect(JSON.parse(strict.text)).toMatchObject([{ success: false }, { success: false }]);
    expect((await connection.query("SELECT Id FROM Account WHERE Name = 'never'")).totalSize).toBe(0);
    const many = { records: Array.from({ length: 201 }, () => ({ attributes: { type: 'Account' }, Name: 'x' })) };
    expect((await raw('POST', '/composite/sobjects', JSON.stringify(many))).status).toBe(400);
  });

  test('composite passes ids on, and with allOrNone leaves nothing behind', async () => {
    const base = '/services/data/v67.0/sobjects';
    const send = async (allOrNone: boolean, lastName?: string) => {
      const compositeRequest = [
        { method: 'POST', url: `${base}/Account`, referenceId: 'a', body: { Name: `C${String(lastName)}` } },
        {
          method: 'POST',
          url: `${base}/Contact`,
          referenceId: 'c',
          body: { LastName: lastName, AccountId: '@{a.id}' },
        },
      ];
      const { text } = await raw('POST', '/composite', JSON.stringify({ allOrNone, compositeRequest }));
      return (JSON.parse(text) as { compositeResponse: { httpStatusCode: number; body: never }[] }).compositeResponse;
    };
    expect((await send(true, 'Good')).map((each) => each.httpStatusCode)).toEqual([201, 201]);
    const failed = await send(true);
    expect(failed).toMatchObject([
      { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
      { httpStatusCode: 400 },
    ]);
    expect((await connection.query("SELECT Id FROM Account WHERE Name = 'Cundefined'")).totalSize).toBe(0);
  });
});

describe('queries', () => {
  test('pages of the size asked for', async () => {
    for (let i = 0; i < 3; i++)
      await connection
        .sobject('Lead')
        .create(Array.from({ length: 150 }, (_, n) => ({ LastName: `L${i}-${n}`, Company: 'c' })));
    const first = await connection.query('SELECT Id FROM Lead', {
      headers: { 'Sforce-Query-Options': 'batchSize=200' },
    });
    expect([first.totalSize, first.records.length, first.done]).toEqual([450, 200, false]);
    const second = await connection.queryMore(first.nextRecordsUrl!);
    const third = await connection.queryMore(second.nextRecordsUrl!);
    expect([second.records.length, third.records.length, third.done]).toEqual([200, 50, true]);
  });

  test('parents are nested records, children a result of their own, none is null', async () => {
    const { id } = await connection.sobject('Account').create({ Name: 'Parent' });
    const text = `SELECT Name, Owner.Name, (SELECT LastName FROM Contacts) FROM Account WHERE Id = '${id}'`;
    const [bare] = (await connection.query(text)).records;
    expect(bare).toMatchObject({ Name: 'Parent', Owner: { attributes: { type: 'User' } }, Contacts: null });
    await connection.sobject('Contact').create({ LastName: 'Child', AccountId: id! });
    const [full] = (await connection.query(text)).records;
    expect(full).toMatchObject({ Contacts: { totalSize: 1, done: true, records: [{ LastName: 'Child' }] } });
  });

  test('a wrong query is 400 in the platform words', async () => {
    await expect(connection.query('SELECT Nope FROM Account')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
    await expect(connection.query('SELECT Id FROM Nope')).rejects.toMatchObject({ errorCode: 'INVALID_TYPE' });
  });
});

describe('events', () => {
  test('published by REST they reach the trigger; the answer names the event', async () => {
    const { status, text } = await raw('POST', '/sobjects/Ping__e', '{"Text__c":"by rest"}');
    expect(status).toBe(201);
    expect(JSON.parse(text)).toMatchObject({ success: true, errors: [{ statusCode: 'OPERATION_ENQUEUED' }] });
    const read = async () =>
      await connection.query<{ Size__c: number; CreatedBy: { Name: string } }>(
        "SELECT Size__c, CreatedBy.Name FROM Widget__c WHERE Name = 'by rest'",
      );
    const { records } = await until(read, (result) => result.totalSize === 1);
    expect(records[0]).toMatchObject({ Size__c: 1.5, CreatedBy: { Name: 'Automated Process' } });
  });

  test('a suspended trigger waits; the control endpoint shows it and its transactions', async () => {
    await control('/triggers/Ping__e/suspend');
    await raw('POST', '/sobjects/Ping__e', '{"Text__c":"later"}');
    const state = (await (await fetch(`${org.control}/state`)).json()) as {
      subscribers: { topic: string; status: string }[];
    };
    expect(state.subscribers).toMatchObject([{ topic: 'Ping__e', name: 'PingTrigger', status: 'Suspended' }]);
    expect((await connection.query("SELECT Id FROM Widget__c WHERE Name = 'later'")).totalSize).toBe(0);
    await control('/triggers/Ping__e/resume');
    await control('/deliver');
    expect((await connection.query("SELECT Id FROM Widget__c WHERE Name = 'later'")).totalSize).toBe(1);
    const log = (await (await fetch(`${org.control}/transactions?what=PingTrigger`)).json()) as {
      transactions: { used: Record<string, number> }[];
    };
    expect(log.transactions.at(-1)!.used).toMatchObject({ dmlStatements: 1, dmlRows: 1 });
  });
});

describe('sessions and limits', () => {
  test('tokens by password, refreshed after they have ended', async () => {
    const oauth2 = { loginUrl: org.url, clientId: 'x', clientSecret: 'y', redirectUri: 'http://localhost' };
    const other = new Connection({ oauth2, version: '67.0' });
    await other.login(org.username, 'any');
    expect((await other.identity()).username).toBe(org.username);
    expect(await control('/sessions/expire')).toMatchObject({ expired: expect.any(Number) });
    expect((await raw('GET', '/limits')).text).toContain('INVALID_SESSION_ID');
    expect((await other.query('SELECT Id FROM Organization')).totalSize).toBe(1);
    const grant = await other.authorize({ grant_type: 'client_credentials' });
    expect(grant.organizationId).toBe(org.orgId);
    org.accessToken = other.accessToken!;
    connection.accessToken = other.accessToken!;
  });

  test('SOAP login', async () => {
    const other = new Connection({ loginUrl: org.url, version: '67.0' });
    await other.login(org.username, 'any');
    expect((await other.query('SELECT Id FROM Organization')).totalSize).toBe(1);
  });

  test('every REST call counts one; beyond the allocation it is 403', async () => {
    const used = async (): Promise<number> =>
      Number(/api-usage=(\d+)\//.exec((await raw('GET', '/limits')).headers.get('sforce-limit-info')!)![1]);
    const before = await used();
    expect(await used()).toBe(before + 1);
    await control('/limits', { apiRequests: before + 1 });
    expect(JSON.parse((await raw('GET', '/limits')).text)).toMatchObject([{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }]);
    await control('/limits', { apiRequests: 100_000 });
  });

  test('what is missing says so', async () => {
    const { status, text } = await raw('GET', '/wave/datasets');
    expect(status).toBe(501);
    expect(JSON.parse(text)).toEqual([{ errorCode: 'NOT_IMPLEMENTED', message: 'NotEmulated: GET /wave/datasets' }]);
  });

  test('a fault of REST lasts as many calls as it was told', async () => {
    await control('/rest', { status: 503, count: 1 });
    expect((await raw('GET', '/limits')).status).toBe(503);
    expect((await raw('GET', '/limits')).status).toBe(200);
  });
});

test('bulk: good and bad rows', async () => {
  const rows = [
    { Name: 'bulk 1', Key__c: 'k1' },
    { Name: 'bulk 2', Key__c: 'k1' },
  ];
  const result = await connection.bulk2.loadAndWaitForResults({
    object: 'Widget__c',
    operation: 'insert',
    input: rows,
    pollInterval: 50,
    pollTimeout: 10_000,
  });
  expect(result.successfulResults).toMatchObject([{ Name: 'bulk 1' }]);
  expect(result.failedResults).toMatchObject([
    { Name: 'bulk 2', sf__Error: expect.stringContaining('DUPLICATE_VALUE') },
  ]);
});

test('anonymous Apex keeps what it saved only when it succeeds', async () => {
  const good = await connection.tooling.executeAnonymous("insert new Account(Name = 'anon'); System.debug('hi');");
  expect(good).toMatchObject({ compiled: true, success: true });
  const bad = await connection.tooling.executeAnonymous("insert new Account(Name = 'anon'); Integer i = 1 / 0;");
  expect(bad).toMatchObject({ compiled: true, success: false, exceptionMessage: 'System.MathException: Divide by 0' });
  const wrong = await connection.tooling.executeAnonymous('foo();');
  expect(wrong).toMatchObject({ compiled: false, line: 1 });
  expect((await connection.query("SELECT Id FROM Account WHERE Name = 'anon'")).totalSize).toBe(1);
});

test('a subscriber configuration made by the Tooling API takes effect', async () => {
  const Metadata = {
    batchSize: 1,
    masterLabel: 'C',
    platformEventConsumer: 'PingTrigger',
    user: org.username,
    isProtected: false,
  };
  const made = await raw(
    'POST',
    '/tooling/sobjects/PlatformEventSubscriberConfig',
    JSON.stringify({ FullName: 'PingConfig', Metadata }),
  );
  expect([made.status, JSON.parse(made.text)]).toMatchObject([201, { success: true }]);
  await raw('POST', '/sobjects/Ping__e', '{"Text__c":"as admin"}');
  const read = async () =>
    await connection.query<{ CreatedBy: { Username: string } }>(
      "SELECT CreatedBy.Username FROM Widget__c WHERE Name = 'as admin'",
    );
  const { records } = await until(read, (result) => result.totalSize === 1);
  expect(records[0]!.CreatedBy.Username).toBe(org.username);
});
