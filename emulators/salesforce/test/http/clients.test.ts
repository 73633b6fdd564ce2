/** jsforce and @salesforce/core with a session that ends in the middle. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, OAuth2 } from 'jsforce';
import { startOrg, type RunningOrg } from '../../src/cli/start.ts';

let org: RunningOrg;
let home: string;

beforeAll(async () => {
  org = await startOrg({ sourceDirs: [join(__dirname, 'project/force-app')] });
  home = mkdtempSync(join(tmpdir(), 'clients-'));
}, 60_000);

afterAll(async () => {
  await org.stop();
  rmSync(home, { recursive: true, force: true });
});

const expire = () => fetch(`${org.control}/sessions/expire`, { method: 'POST' });

describe('jsforce', () => {
  test('renews by its refresh function in REST, bulk and metadata calls', async () => {
    let refreshed = 0;
    const oauth2 = new OAuth2({ loginUrl: org.url, clientId: 'c', clientSecret: 's' });
    const connection = new Connection({
      instanceUrl: org.url,
      accessToken: org.accessToken,
      version: '67.0',
      refreshFn: (_connection, done) => {
        refreshed++;
        oauth2
          .requestToken({ grant_type: 'client_credentials' } as never)
          .then((token) => done(null, token.access_token))
          .catch((error: Error) => done(error));
      },
    });
    await expire();
    expect((await connection.query('SELECT Id FROM Organization')).totalSize).toBe(1);
    await expire();
    const result = await connection.bulk2.loadAndWaitForResults({
      object: 'Account',
      operation: 'insert',
      input: [{ Name: 'Bulk' }],
      pollInterval: 50,
      pollTimeout: 10_000,
    });
    expect(result.successfulResults).toHaveLength(1);
    await expire();
    expect(await connection.metadata.list({ type: 'ApexClass' }, '67.0')).toHaveLength(2);
    expect(refreshed).toBe(3);
  });

  test('renews by its refresh token', async () => {
    const connection = new Connection({
      oauth2: { loginUrl: org.url, clientId: 'c', clientSecret: 's', redirectUri: 'http://localhost:1717/x' },
      version: '67.0',
    });
    const page = await fetch(
      `${org.url}/services/oauth2/authorize?client_id=c&response_type=code&redirect_uri=http://localhost:1717/x`,
      {
        redirect: 'manual',
      },
    );
    const code = new URL(page.headers.get('location')!).searchParams.get('code')!;
    await connection.authorize(code);
    const before = connection.accessToken;
    await expire();
    expect((await connection.query('SELECT Id FROM Organization')).totalSize).toBe(1);
    expect((await connection.identity()).username).toBe(org.username);
    expect(connection.accessToken).not.toBe(before);
  });

  test('without either the call fails by the platform code', async () => {
    const connection = new Connection({ instanceUrl: org.url, accessToken: '00D000000000001!gone', version: '67.0' });
    await expect(connection.query('SELECT Id FROM Account')).rejects.toMatchObject({ errorCode: 'INVALID_SESSION_ID' });
  });
});

/** In a process of its own: it keeps what it knows in the home folder. */
const CORE = `
  const { AuthInfo, Connection } = await import('@salesforce/core');
  const [url, username, privateKeyFile, control] = process.argv.slice(1);
  const authInfo = await AuthInfo.create({ username, oauth2Options: { clientId: 'ci', loginUrl: url, privateKeyFile } });
  await authInfo.save();
  const connection = await Connection.create({ authInfo });
  await connection.query('SELECT Id FROM Organization');
  await fetch(control + '/sessions/expire', { method: 'POST' });
  const { records } = await connection.query('SELECT Id FROM Organization');
  await fetch(control + '/sessions/expire', { method: 'POST' });
  const listed = await connection.metadata.list({ type: 'ApexClass' });
  const tooling = await connection.tooling.query('SELECT Name FROM ApexClass ORDER BY Name');
  console.log(JSON.stringify({ id: records[0].Id, listed: listed.length, names: tooling.records.map(({ Name }) => Name) }));
  process.exit(0);
`;

test('@salesforce/core logs in with a JWT and renews its session', async () => {
  const { execFile } = await import('node:child_process');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = join(home, 'server.key');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const env = { ...process.env, HOME: home, SF_USE_GENERIC_UNIX_KEYCHAIN: 'true', SF_DISABLE_TELEMETRY: 'true' };
  const out = await new Promise<string>((resolve, reject) => {
    const list = ['--input-type=module', '-e', CORE, org.url, org.username, key, org.control];
    execFile(process.execPath, list, { env, cwd: join(__dirname, '../../../..') }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr || stdout)) : resolve(stdout),
    );
  });
  expect(JSON.parse(out.trim().split('\n').at(-1)!)).toEqual({
    id: org.orgId,
    listed: 2,
    names: ['Hello', 'HelloTest'],
  });
}, 60_000);
