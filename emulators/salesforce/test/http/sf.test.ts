/** The real `sf` command against the emulator: what it prints is proof that it was satisfied. */
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrg, type RunningOrg } from '../../src/cli/start.ts';

const SF = join(__dirname, '../../../../node_modules/@salesforce/cli/bin/run.js');
const SLOW = 60_000;
let org: RunningOrg;
let home: string;
let project: string;

interface Ran {
  code: number;
  out: string;
  result: unknown;
}

/** Runs `sf …`; with --json the parsed result. */
function sf(...list: string[]): Promise<Ran> {
  const env = {
    ...process.env,
    HOME: home,
    NO_COLOR: '1',
    SF_DISABLE_TELEMETRY: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    NODE_ENV: 'production',
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [SF, ...list], { env, cwd: project, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      const code = error ? Number(error.code ?? 1) : 0;
      const result = list.includes('--json') ? (JSON.parse(stdout) as { result: unknown }).result : {};
      resolve({ code, out: stdout + stderr, result });
    });
  });
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'sf-home-'));
  project = join(home, 'project');
  cpSync(join(__dirname, 'project'), project, { recursive: true });
  org = await startOrg({ sourceDirs: [] });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(home, 'server.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const login = ['org', 'login', 'jwt', '--username', org.username, '--jwt-key-file', join(home, 'server.key')];
  const { code, out } = await sf(...login, '--client-id', 'ci', '--instance-url', org.url, '--set-default');
  if (code !== 0) throw new Error(out);
}, SLOW);

afterAll(async () => {
  await org.stop();
  rmSync(home, { recursive: true, force: true });
});

test(
  'org display says Connected',
  async () => {
    const { result } = await sf('org', 'display', '--json');
    expect(result).toMatchObject({ connectedStatus: 'Connected', username: org.username });
  },
  SLOW,
);

test(
  'data create, query, and a refusal in words',
  async () => {
    const made = await sf(
      'data',
      'create',
      'record',
      '-s',
      'Account',
      '-v',
      "Name='From sf' NumberOfEmployees=5",
      '--json',
    );
    expect(made.result).toMatchObject({ success: true });
    const table = await sf(
      'data',
      'query',
      '-q',
      "SELECT Name, NumberOfEmployees, Owner.Name FROM Account WHERE Name = 'From sf'",
    );
    expect(table.out).toMatch(/From sf[\s│]*5[\s│]*Ada Admin/);
    const refused = await sf('data', 'create', 'record', '-s', 'Account', '-v', 'Site=x');
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('Required fields are missing: [Name]')]);
  },
  SLOW,
);

test(
  'a session that has ended is renewed on the way',
  async () => {
    await fetch(`${org.control}/sessions/expire`, { method: 'POST' });
    const { out } = await sf('data', 'query', '-q', 'SELECT COUNT() FROM Organization');
    expect(out).toContain('Total number of records retrieved: 1');
  },
  SLOW,
);

test(
  'validate keeps nothing, deploy runs the tests, retrieve brings it back',
  async () => {
    const local = ['-l', 'RunLocalTests', '--wait', '2', '--json'];
    const validated = await sf('project', 'deploy', 'validate', '-d', 'force-app', ...local);
    expect(validated.result).toMatchObject({
      success: true,
      checkOnly: true,
      numberTestsCompleted: 2,
      numberTestErrors: 0,
    });
    expect(org.org.schema.object('Widget__c')).toBeUndefined();
    const quick = await sf('project', 'deploy', 'quick', '--use-most-recent', '--wait', '2', '--json');
    expect(quick.result).toMatchObject({ success: true });
    const deployed = await sf('project', 'deploy', 'start', '-d', 'force-app', ...local);
    const { details } = deployed.result as {
      details: { runTestResult: { codeCoverage: { name: string; numLocationsNotCovered: string }[] } };
    };
    const hello = details.runTestResult.codeCoverage.find((each) => each.name === 'Hello');
    expect(Number(hello!.numLocationsNotCovered)).toBe(1);
    const size = join(project, 'force-app/main/default/objects/Widget__c/fields/Size__c.field-meta.xml');
    rmSync(size);
    const retrieved = await sf('project', 'retrieve', 'start', '-m', 'CustomObject:Widget__c', '--json');
    expect(retrieved.result).toMatchObject({ success: true });
    expect(readFileSync(size, 'utf8')).toContain('<precision>18</precision>');
  },
  3 * SLOW,
);

test(
  'a class that does not compile fails the deploy with its place; the org is as before',
  async () => {
    const folder = join(project, 'bad/classes');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'Bad.cls'), 'public class Bad {\n  Integer x = foo;\n}\n');
    writeFileSync(
      join(folder, 'Bad.cls-meta.xml'),
      '<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>67.0</apiVersion><status>Active</status></ApexClass>\n',
    );
    writeFileSync(
      join(project, 'sfdx-project.json'),
      JSON.stringify({
        packageDirectories: [{ path: 'force-app', default: true }, { path: 'bad' }],
        sourceApiVersion: '67.0',
      }),
    );
    const { code, out } = await sf('project', 'deploy', 'start', '-d', 'bad', '--wait', '2');
    expect(code).toBe(1);
    expect(out).toContain('Variable does not exist: foo');
    expect(out).toMatch(/2:15/);
    expect(org.org.metadata.component('ApexClass', 'Bad')).toBeUndefined();
  },
  SLOW,
);

test(
  'apex run test with coverage, apex run, apex get log',
  async () => {
    const tests = await sf('apex', 'run', 'test', '-l', 'RunLocalTests', '--code-coverage', '--wait', '2', '--json');
    const { summary, coverage } = tests.result as {
      summary: Record<string, unknown>;
      coverage: { coverage: { name: string; coveredPercent: number }[] };
    };
    expect(summary).toMatchObject({ outcome: 'Passed', testsRan: 2, passing: 2 });
    expect(coverage.coverage.find((each) => each.name === 'Hello')!.coveredPercent).toBeGreaterThan(80);
    const script = join(home, 'script.apex');
    writeFileSync(script, "System.debug('sum ' + Hello.add(20, 22));\n");
    expect((await sf('apex', 'run', '-f', script)).out).toContain('|DEBUG|sum 42');
    expect((await sf('apex', 'get', 'log', '-n', '1')).out).toContain('|DEBUG|sum 42');
  },
  2 * SLOW,
);
