/** Invocable actions and record-triggered flows from outside, over REST. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type RunningOrg, startOrg } from '../../src/cli/start.ts';
import { apex } from '../data/harness.ts';
import { assign, element, fields, flow, onRecord, start, TASKS, variable } from '../flow/harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'actions-'));
let org: RunningOrg;

const SOURCE: [string, string][] = [
  ...TASKS,
  flow('Add_One', start('Set') + variable('n', 'Number') + assign('Set', [['n', 'Add', 1]])),
  flow(
    'Make_Job',
    start('Make') +
      variable('name', 'String') +
      element('recordCreates', 'Make', `<object>Job__c</object>${fields([['Name', '{!name}']])}`),
  ),
  flow(
    'Refuse',
    onRecord(
      'No',
      'Job__c',
      'BeforeSave',
      'Create',
      '<filterFormula>BEGINS({!$Record.Name}, &quot;bad&quot;)</filterFormula>',
    ) +
      element(
        'customErrors',
        'No',
        '<customErrorMessages><errorMessage>no {!$Record.Name}</errorMessage></customErrorMessages>',
      ),
  ),
  ...apex(
    'class',
    'Lengths',
    'public class Lengths { public class Request { @InvocableVariable public String text; } public class Answer { @InvocableVariable public Integer length; } @InvocableMethod public static List<Answer> run(List<Request> all) { List<Answer> answers = new List<Answer>(); for (Request r : all) { Answer a = new Answer(); a.length = r.text.length(); answers.add(a); } return answers; } }',
  ),
];

beforeAll(async () => {
  for (const [path, text] of SOURCE) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  org = await startOrg({ sourceDirs: [folder] });
}, 60_000);

afterAll(async () => {
  await org.stop();
  rmSync(folder, { recursive: true });
});

async function request(method: string, path: string, body?: unknown): Promise<[number, unknown]> {
  const response = await fetch(`${org.url}/services/data/v67.0${path}`, {
    method,
    headers: { authorization: `Bearer ${org.accessToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return [response.status, await response.json()];
}

test('a list of flows', async () => {
  const [status, body] = await request('GET', '/actions/custom/flow');
  expect(status).toBe(200);
  expect((body as { actions: { name: string }[] }).actions.map(({ name }) => name)).toContain('Add_One');
});

test('a flow with inputs and outputs', async () => {
  const [status, body] = await request('POST', '/actions/custom/flow/Add_One', { inputs: [{ n: 1 }, { n: 2.5 }] });
  expect(status).toBe(200);
  expect(body).toMatchObject([
    { actionName: 'Add_One', isSuccess: true, errors: null, outputValues: { n: 2, Flow__InterviewStatus: 'Finished' } },
    { isSuccess: true, outputValues: { n: 3.5 } },
  ]);
});

test('a flow that fails leaves nothing behind', async () => {
  const [status, body] = await request('POST', '/actions/custom/flow/Make_Job', {
    inputs: [{ name: 'a' }, { name: 'bad' }],
  });
  expect(status).toBe(400);
  expect(body).toMatchObject([
    { isSuccess: true },
    {
      isSuccess: false,
      outputValues: null,
      errors: [{ message: expect.stringMatching(/^An unhandled fault has occurred/) as string }],
    },
  ]);
  const [, found] = await request('GET', `/query?q=${encodeURIComponent('SELECT Name FROM Job__c')}`);
  expect(found).toMatchObject({ totalSize: 1, records: [{ Name: 'a' }] });
});

test('an Apex action', async () => {
  const [status, body] = await request('POST', '/actions/custom/apex/Lengths', { inputs: [{ text: 'abc' }] });
  expect([status, body]).toMatchObject([200, [{ isSuccess: true, outputValues: { length: 3 } }]]);
  const [failed] = await request('POST', '/actions/custom/apex/Lengths', { inputs: [{}] });
  expect(failed).toBe(400);
});

test('a record-triggered flow refuses a record', async () => {
  expect(await request('POST', '/sobjects/Job__c', { Name: 'bad one' })).toEqual([
    400,
    [{ message: 'no bad one', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: [] }],
  ]);
});

test('what is not there', async () => {
  expect((await request('POST', '/actions/custom/flow/Nowhere', { inputs: [{}] }))[0]).toBe(404);
  expect((await request('POST', '/actions/standard/chatterPost', { inputs: [{}] }))[0]).toBe(501);
});
