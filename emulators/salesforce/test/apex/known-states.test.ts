/** A second start from the same sources does not check bodies again, and is the same org all the same. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coverageOf } from '../../src/apex/testing/coverage.ts';
import { runTests } from '../../src/apex/testing/runner.ts';
import { programOf } from '../../src/apex/runtime/program.ts';
import type { ClassType } from '../../src/apex/types/type.ts';
import { createOrg } from '../../src/org/org.ts';
import type { LocalOrg } from '../../src/org/local-org.ts';

const folder = mkdtempSync(join(tmpdir(), 'known-'));
afterAll(() => rmSync(folder, { recursive: true }));

const META = '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>66.0</apiVersion></ApexClass>';

function write(classes: Record<string, string>): void {
  mkdirSync(join(folder, 'classes'), { recursive: true });
  for (const [name, text] of Object.entries(classes)) {
    writeFileSync(join(folder, 'classes', `${name}.cls`), text);
    writeFileSync(join(folder, 'classes', `${name}.cls-meta.xml`), META);
  }
}

/** Whether anybody has bound the code of a class: then its first statement's value has a type. */
function isBound(org: LocalOrg, name: string): boolean {
  const { declaration } = programOf(org).type(name) as ClassType;
  if (declaration?.kind !== 'class') throw new Error(`${name} is no class`);
  const statement = declaration.members.find((member) => member.kind === 'method')!.body!.statements[0]!;
  if (statement.kind !== 'return') throw new Error(`${name} does not begin with return`);
  return statement.expression?.type !== undefined;
}

const BASE = 'public virtual class Base { public virtual Integer twice(Integer n) { return n * 2; } }';
const DERIVED = 'public class Derived extends Base { public override Integer twice(Integer n) { return n + 1; } }';
const TEST = `@IsTest private class DerivedTest {
  @IsTest static void overrides() { Base made = new Derived(); Assert.areEqual(4, made.twice(3)); }
}`;
// What nobody made before: the states of earlier runs are known.
const IDLE = `public class Idle { public Long idle() { return ${Date.now()}L; } }`;

test('bodies are bound when their class is first used; results and coverage are those of a first start', () => {
  write({ Base: BASE, Derived: DERIVED, DerivedTest: TEST, Idle: IDLE });
  const first = createOrg({ sourceDirs: [folder] });
  expect(first.errors).toEqual([]);
  expect(isBound(first.org, 'Idle')).toBe(true);
  const run = runTests(first.org);
  expect(run.summary).toMatchObject({ tests: 1, passed: 1 });

  const again = createOrg({ sourceDirs: [folder] }).org;
  expect(isBound(again, 'Idle')).toBe(false);
  expect(isBound(again, 'Base')).toBe(false);
  const secondRun = runTests(again);
  expect(secondRun.summary).toMatchObject({ tests: 1, passed: 1 });
  expect(secondRun.coverage).toEqual(run.coverage);
  expect(coverageOf(programOf(again)).map(({ name, covered, total }) => `${name} ${covered}/${total}`)).toEqual([
    'Base 0/1',
    'Derived 1/1',
    'Idle 0/1',
  ]);
});

test('anonymous Apex, a change of one class and a failed deployment see what is not bound yet', () => {
  const { org } = createOrg({ sourceDirs: [folder] });
  const run = (code: string) =>
    org.transaction({ user: org.security.admin(), kind: 'sync' }, (transaction) =>
      org.apex.executeAnonymous(code, transaction),
    );
  expect(run('System.assertEquals(8, new Base().twice(4));').success).toBe(true);
  expect(run('new Base().twice(null, 1);').compileProblem).toMatch(/Method does not exist/);
  const wrong = { kind: 'class', name: 'Idle', file: 'Idle.cls', source: 'public class Idle { void x() { y(); } }' };
  const errors = org.apex.compile([{ ...wrong, kind: 'class', apiVersion: 66 }]);
  expect(errors.map((error) => error.message)).toEqual([
    'Method does not exist or incorrect signature: void y() from the type Idle',
  ]);
  expect(run('System.assert(new Idle().idle() > 0);').success).toBe(true);
});

test('a class that has become wrong is found at the next start', () => {
  write({ Base: BASE.replace('n * 2', "n + 'x'") });
  expect(createOrg({ sourceDirs: [folder] }).errors.map(({ name, message }) => `${name}: ${message}`)).toEqual([
    'Base: Illegal assignment from String to Integer',
  ]);
});
