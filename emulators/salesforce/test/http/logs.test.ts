/** Debug logs: of anonymous blocks always, of other transactions for users with a trace flag; word of them by CometD. */
import { join } from 'node:path';
import { startOrg, type RunningOrg } from '../../src/cli/start.ts';

let org: RunningOrg;

beforeAll(async () => {
  org = await startOrg({ sourceDirs: [join(__dirname, 'apexrest')] });
}, 60_000);

afterAll(() => org.stop());

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }> {
  const response = await fetch(org.url + path, {
    method,
    headers: { authorization: `Bearer ${org.accessToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: (isJson && text !== '' ? JSON.parse(text) : text) as never };
}

const TOOLING = '/services/data/v67.0/tooling';

async function logBodies(): Promise<string[]> {
  const query = encodeURIComponent('SELECT Id FROM ApexLog ORDER BY StartTime');
  const { records } = (await call('GET', `${TOOLING}/query?q=${query}`)).body as { records: { Id: string }[] };
  return Promise.all(
    records.map(async ({ Id }) => String((await call('GET', `${TOOLING}/sobjects/ApexLog/${Id}/Body`)).body)),
  );
}

test('an anonymous block logs its statements, its exception and its limits', async () => {
  const source =
    "System.debug('x');\ninsert new Account(Name = 'l');\nList<Account> a = [SELECT Id FROM Account];\nInteger i = 1 / 0;";
  await call('GET', `${TOOLING}/executeAnonymous?anonymousBody=${encodeURIComponent(source)}`);
  const [log = ''] = await logBodies();
  const events = log
    .split('\n')
    .map((line) => /^[\d:.]+ \(\d+\)\|(.*)$/.exec(line)?.[1])
    .filter((event) => event !== undefined);
  expect(events).toEqual([
    expect.stringMatching(/^USER_INFO\|/),
    'EXECUTION_STARTED',
    'CODE_UNIT_STARTED|[EXTERNAL]|execute_anonymous_apex',
    'USER_DEBUG|[1]|DEBUG|x',
    'DML_BEGIN|[2]|Op:Insert|Type:Account|Rows:1',
    'DML_END|[2]',
    'SOQL_EXECUTE_BEGIN|[3]|Aggregations:0|SELECT Id FROM Account',
    'SOQL_EXECUTE_END|[3]|Rows:1',
    'EXCEPTION_THROWN|[4]|System.MathException: Divide by 0',
    'FATAL_ERROR|System.MathException: Divide by 0',
    'CUMULATIVE_LIMIT_USAGE',
    'LIMIT_USAGE_FOR_NS|(default)|',
    'CUMULATIVE_LIMIT_USAGE_END',
    'CODE_UNIT_FINISHED|execute_anonymous_apex',
    'EXECUTION_FINISHED',
  ]);
  expect(log).toContain('  Number of DML rows: 1 out of 10000');
});

test('with a trace flag, and only then, other calls leave logs; who listens hears of them', async () => {
  const admin = org.org.security.admin().id;
  const before = (await logBodies()).length;
  await call('POST', '/services/apexrest/parcels/', { parcel: { code: 'untraced' }, copies: 1 });
  expect(await logBodies()).toHaveLength(before);
  const level = await call('POST', `${TOOLING}/sobjects/DebugLevel`, { developerName: 'D', masterLabel: 'D' });
  const flag = { tracedEntityId: admin, debugLevelId: level.body['id'], logType: 'DEVELOPER_LOG' };
  expect((await call('POST', `${TOOLING}/sobjects/TraceFlag`, { ...flag, nonsense: 1 })).status).toBe(400);
  expect((await call('POST', `${TOOLING}/sobjects/TraceFlag`, flag)).status).toBe(201);
  const comet = async (message: object): Promise<Record<string, unknown>[]> =>
    (await call('POST', '/cometd/36.0', [message])).body;
  const [{ clientId } = {}] = await comet({ channel: '/meta/handshake' });
  await comet({ channel: '/meta/subscribe', clientId, subscription: '/systemTopic/Logging' });
  const heard = comet({ channel: '/meta/connect', clientId });
  await call('POST', '/services/apexrest/parcels/', { parcel: { code: 'traced' }, copies: 1 });
  expect((await heard)[0]).toMatchObject({ channel: '/systemTopic/Logging', data: { event: { type: 'created' } } });
  const logs = await logBodies();
  expect(logs).toHaveLength(before + 1);
  expect(logs.at(-1)).toContain('|DML_BEGIN|[19]|Op:Insert|Type:Account|Rows:1');
});

/** Events of the newest log, by name. */
async function newestEvents(): Promise<{ header: string; events: string[] }> {
  const [header = '', ...lines] = (await logBodies()).at(-1)!.split('\n');
  return { header, events: lines.flatMap((line) => /^[\d:.]+ \(\d+\)\|(\w+)/.exec(line)?.[1] ?? []) };
}

test('the debug level of a trace flag says which events a log has', async () => {
  const admin = org.org.security.admin().id;
  const levels = { apexCode: 'WARN', apexProfiling: 'NONE', database: 'NONE' };
  const level = await call('POST', `${TOOLING}/sobjects/DebugLevel`, {
    developerName: 'Q',
    masterLabel: 'Q',
    ...levels,
  });
  const flag = { tracedEntityId: admin, debugLevelId: level.body['id'], logType: 'USER_DEBUG' };
  expect((await call('POST', `${TOOLING}/sobjects/TraceFlag`, flag)).status).toBe(201);
  const source = "System.debug(LoggingLevel.WARN, 'w'); System.debug('d'); insert new Account(Name = 'q');";
  await call('GET', `${TOOLING}/executeAnonymous?anonymousBody=${encodeURIComponent(source)}`);
  const { header, events } = await newestEvents();
  expect(header).toBe(
    '67.0 APEX_CODE,WARN;CALLOUT,INFO;NBA,INFO;SYSTEM,INFO;VALIDATION,INFO;VISUALFORCE,INFO;WAVE,INFO;WORKFLOW,INFO',
  );
  expect(events.filter((event) => event !== 'CODE_UNIT_STARTED' && event !== 'CODE_UNIT_FINISHED')).toEqual([
    'USER_INFO',
    'EXECUTION_STARTED',
    'USER_DEBUG',
    'EXECUTION_FINISHED',
  ]);
});

test('the debugging header of a SOAP call says how much its log tells', async () => {
  const run = async (header: string): Promise<string> => {
    const response = await fetch(`${org.url}/services/Soap/s/67.0`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', soapaction: '""' },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://soap.sforce.com/2006/08/apex"><e:Header><a:SessionHeader><a:sessionId>${org.accessToken}</a:sessionId></a:SessionHeader>${header}</e:Header><e:Body><a:executeAnonymous><a:apexcode>System.debug(LoggingLevel.FINEST, 'deep'); List&lt;User&gt; u = [SELECT Id FROM User LIMIT 1];</a:apexcode></a:executeAnonymous></e:Body></e:Envelope>`,
    });
    return response.text();
  };
  const deep = await run(
    '<a:DebuggingHeader><a:categories><a:category>Apex_code</a:category><a:level>Finest</a:level></a:categories></a:DebuggingHeader>',
  );
  expect(deep).toContain('67.0 APEX_CODE,FINEST\n');
  expect(deep).toContain('|USER_DEBUG|[1]|FINEST|deep');
  expect(deep).not.toContain('SOQL_EXECUTE_BEGIN');
  const shallow = await run(
    '<a:DebuggingHeader><a:categories><a:category>Db</a:category><a:level>Info</a:level></a:categories></a:DebuggingHeader>',
  );
  expect(shallow).toContain('SOQL_EXECUTE_BEGIN');
  expect(shallow).not.toContain('USER_DEBUG');
});
