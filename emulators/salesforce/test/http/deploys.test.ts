/** Deployments as `sf` makes them: partial ones, specified tests, suites, and what tests say about coverage afterwards. */
import { strToU8, unzipSync, zipSync } from 'fflate';
import { startOrg, type RunningOrg } from '../../src/cli/start.ts';

const BASE = '/services/data/v67.0';
let org: RunningOrg;

beforeAll(async () => {
  org = await startOrg({ sourceDirs: [] });
});

afterAll(() => org.stop());

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of many shapes
type Answer = Record<string, any>;

async function call(method: string, path: string, body?: unknown): Promise<Answer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${org.url}${BASE}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${org.accessToken}`,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const META = '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>66.0</apiVersion></ApexClass>';

/** Classes by name, other files by path. */
function packaged(classes: Record<string, string>, others: Record<string, string> = {}): Uint8Array {
  const entries = Object.entries(classes).flatMap(([name, text]) => [
    [`classes/${name}.cls`, strToU8(text)],
    [`classes/${name}.cls-meta.xml`, strToU8(META)],
  ]);
  const rest = Object.entries(others).map(([path, text]) => [path, strToU8(text)]);
  const manifest = strToU8(
    '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><version>66.0</version></Package>',
  );
  return zipSync(Object.fromEntries([...entries, ...rest, ['package.xml', manifest]]) as Record<string, Uint8Array>);
}

async function deploy(zip: Uint8Array, options: Record<string, unknown> = {}): Promise<Answer> {
  const form = new FormData();
  const given = { singlePackage: true, rollbackOnError: true, ...options };
  form.append('json', new Blob([JSON.stringify({ deployOptions: given })], { type: 'application/json' }));
  form.append('file', new Blob([new Uint8Array(zip)], { type: 'application/zip' }), 'deploy.zip');
  const started = await call('POST', '/metadata/deployRequest', form);
  expect(started['status']).toBe(201);
  for (;;) {
    const { body } = await call('GET', `/metadata/deployRequest/${started['body'].id}?includeDetails=true`);
    if (body.deployResult.done) return body.deployResult;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const CALC = `public class Calc {
  public static Integer one() { return 1; }
  public static Integer two() { return 2; }
}`;
const TEST = '@IsTest private class CalcTest { @IsTest static void one() { Assert.areEqual(1, Calc.one()); } }';

test('specified tests must cover what is deployed, each class by itself', async () => {
  await deploy(packaged({ Other: 'public class Other { public void idle() { Integer i = 1; } }' }));
  const result = await deploy(packaged({ Calc: CALC, CalcTest: TEST }), {
    testLevel: 'RunSpecifiedTests',
    runTests: ['CalcTest'],
  });
  expect(result['status']).toBe('Succeeded');
  expect(result['details'].runTestResult.codeCoverageWarnings).toEqual([
    expect.objectContaining({
      name: 'Calc',
      message: 'Test coverage of selected Apex Class is 50%, at least 75% test coverage is required',
    }),
  ]);
});

test('tests that are to be chosen by relevance are refused by name', async () => {
  const result = await deploy(packaged({ Calc: CALC }), { testLevel: 'RunRelevantTests' });
  expect(result).toMatchObject({ status: 'Failed', errorMessage: 'NotEmulated: test level RunRelevantTests' });
});

test('without rollback what is well stays', async () => {
  const mixed = packaged({ Fine: 'public class Fine {}', Wrong: 'public class Wrong { Integer x = y; }' });
  const whole = await deploy(mixed);
  expect(whole).toMatchObject({ status: 'Failed', success: false, numberComponentsDeployed: 0 });
  const part = await deploy(mixed, { rollbackOnError: false });
  expect(part).toMatchObject({ status: 'SucceededPartial', numberComponentErrors: 1, numberComponentsDeployed: 1 });
  expect(part['details'].componentFailures[0]).toMatchObject({ fullName: 'Wrong', lineNumber: 1 });
  const { body } = await call('GET', `/tooling/executeAnonymous?anonymousBody=${encodeURIComponent('new Fine();')}`);
  expect(body).toMatchObject({ compiled: true, success: true });
});

test('a synchronous run leaves its coverage; suites are run by name', async () => {
  const suite =
    '<ApexTestSuite xmlns="http://soap.sforce.com/2006/04/metadata"><testClassName>CalcTest</testClassName></ApexTestSuite>';
  expect((await deploy(packaged({}, { 'testSuites/All.testSuite': suite })))['status']).toBe('Succeeded');
  const run = await call('POST', '/tooling/runTestsSynchronous', { suiteNames: 'All' });
  expect(run['body']).toMatchObject({ numTestsRun: 1, numFailures: 0 });
  const query = 'SELECT TestMethodName, NumLinesCovered FROM ApexCodeCoverage';
  const { body } = await call('GET', `/tooling/query?q=${encodeURIComponent(query)}`);
  expect(body.records).toEqual([expect.objectContaining({ TestMethodName: 'one', NumLinesCovered: 1 })]);
  const missing = await call('POST', '/tooling/runTestsSynchronous', { suiteNames: 'Nope' });
  expect(missing).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_INPUT' }] });
});

test('a label is retrieved with the file it is in', async () => {
  const labels =
    '<CustomLabels xmlns="http://soap.sforce.com/2006/04/metadata"><labels><fullName>Hello</fullName><language>en_US</language><protected>false</protected><shortDescription>h</shortDescription><value>Hello!</value></labels></CustomLabels>';
  expect((await deploy(packaged({}, { 'labels/CustomLabels.labels': labels })))['status']).toBe('Succeeded');
  const soap = async (body: string): Promise<string> => {
    const response = await fetch(`${org.url}/services/Soap/m/67.0`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', soapaction: '""' },
      body: `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><SessionHeader xmlns="http://soap.sforce.com/2006/04/metadata"><sessionId>${org.accessToken}</sessionId></SessionHeader></e:Header><e:Body>${body}</e:Body></e:Envelope>`,
    });
    return response.text();
  };
  const asked = await soap(
    '<retrieve xmlns="http://soap.sforce.com/2006/04/metadata"><retrieveRequest><apiVersion>66.0</apiVersion><unpackaged><types><members>Hello</members><name>CustomLabel</name></types></unpackaged></retrieveRequest></retrieve>',
  );
  const id = /<id>(\w+)<\/id>/.exec(asked)![1];
  const answer = await soap(
    `<checkRetrieveStatus xmlns="http://soap.sforce.com/2006/04/metadata"><asyncProcessId>${id}</asyncProcessId><includeZip>true</includeZip></checkRetrieveStatus>`,
  );
  const zip = unzipSync(Buffer.from(/<zipFile>([^<]+)</.exec(answer)![1]!, 'base64'));
  expect(Object.keys(zip).some((name) => name.endsWith('labels/CustomLabels.labels'))).toBe(true);
});

test('an org is no Dev Hub', async () => {
  const answer = await call('GET', `/query?q=${encodeURIComponent('SELECT Id FROM ScratchOrgInfo LIMIT 1')}`);
  expect(answer).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_TYPE' }] });
});
