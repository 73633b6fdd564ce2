/** Compile errors that depend on the org: pages that are not deployed, words that are kept, triggers that cannot be; texts of triggers. */
import { createOrg } from '../../src/org/org.ts';
import { TestOrg, apex, xml } from '../data/harness.ts';

function problems(kind: 'class' | 'trigger', source: string): string[] {
  const file = { kind, name: 'T', file: 'T', source, apiVersion: 66 };
  return createOrg()
    .org.apex.compile([file])
    .map(({ line, column, message }) => `${line}:${column} ${message}`);
}

test('a page must be deployed', () => {
  const source = 'public class T { public static Object go() { return Page.Start; } }';
  expect(problems('class', source)).toEqual([expect.stringMatching(/^1:\d+ Page does not exist: Start$/)]);
  const page: [string, string][] = [
    ['pages/Start.page', '<apex:page/>'],
    ['pages/Start.page-meta.xml', xml('ApexPage', '<apiVersion>66.0</apiVersion><label>Start</label>')],
  ];
  const org = new TestOrg();
  expect(org.tryDeploy([...page, ...apex('class', 'T', source)])).toEqual([]);
  const code =
    "PageReference p = Page.start; p.getParameters().put('id', '1'); System.debug(p.getUrl() + Page.Start.getUrl());";
  const { debugLog } = org.org.transaction({ user: org.user, kind: 'sync' }, (transaction) =>
    org.org.apex.executeAnonymous(code, transaction),
  );
  expect(debugLog).toContain('|DEBUG|/apex/start?id=1/apex/start');
});

test.each(['select', 'where', 'limit', 'from', 'array', 'this'])('%s is no name of a variable', (word) => {
  expect(problems('class', `public class T { void go() { Integer ${word} = 1; } }`)).not.toEqual([]);
});

test('collections nest eight deep', () => {
  const nested = (levels: number): string => `${'List<'.repeat(levels)}Integer${'>'.repeat(levels)}`;
  expect(problems('class', `public class T { ${nested(8)} field; }`)).toEqual([]);
  expect(problems('class', `public class T { ${nested(9)} field; }`)).toEqual([
    expect.stringContaining('Exceeded max parameterized type depth: 8, depth: 9'),
  ]);
});

test('there is no trigger before undelete', () => {
  expect(problems('trigger', 'trigger T on Account (before undelete) { }')).toEqual([
    '1:1 Trigger Usage Before Undelete is not supported',
  ]);
});

test('the error of a trigger shows the lines inside of it', () => {
  const org = new TestOrg([
    ...apex('class', 'Broken', 'public class Broken { public static void go() {\n String s;\n s.length(); } }'),
    ...apex('trigger', 'T', 'trigger T on Account (before insert) {\n Broken.go(); }'),
  ]);
  const code =
    "try {\n insert new Account(Name = 'a');\n} catch (DmlException e) { System.debug(JSON.serialize(e.getDmlMessage(0))); }";
  const { debugLog } = org.org.transaction({ user: org.user, kind: 'sync' }, (transaction) =>
    org.org.apex.executeAnonymous(code, transaction),
  );
  expect(JSON.parse(/\|DEBUG\|(.*)/.exec(debugLog)![1]!)).toBe(
    'T: execution of BeforeInsert\n\ncaused by: System.NullPointerException: Attempt to de-reference a null object\n\n' +
      'Class.Broken.go: line 3, column 1\nTrigger.T: line 2, column 1',
  );
});
