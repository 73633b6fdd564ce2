/** The emulated org's own speed: Apex arithmetic, inserts with a trigger, queries by an indexed field of a small and a big table. */
import { createOrg } from '../../emulators/salesforce/src/org/org.ts';
import type { LocalOrg } from '../../emulators/salesforce/src/org/local-org.ts';
import { report } from '../figures.ts';

const SOURCES = [
  {
    kind: 'class' as const,
    name: 'Work',
    text: `public class Work {
      public static void add() { Integer sum = 0; for (Integer i = 0; i < 10000000; i++) sum = sum + i; }
      public static void insertRows() {
        List<Account> rows = new List<Account>();
        for (Integer i = 0; i < 10000; i++) rows.add(new Account(Name = 'Account ' + i, NumberOfEmployees = i));
        insert rows;
      }
      public static void find() {
        for (Integer i = 0; i < 100; i++) {
          Integer wanted = i;
          List<Account> found = [SELECT Id FROM Account WHERE NumberOfEmployees = :wanted];
        }
      }
    }`,
  },
  {
    kind: 'trigger' as const,
    name: 'Touch',
    text: `trigger Touch on Account (before insert, after insert) {
      for (Account each : Trigger.new) if (Trigger.isBefore) each.Description = each.Name + '!';
    }`,
  },
];

function newOrg(): LocalOrg {
  const { org } = createOrg();
  const sources = SOURCES.map(({ kind, name, text }) => ({ kind, name, file: name, source: text, apiVersion: 66 }));
  const errors = org.apex.compile(sources);
  if (errors.length > 0) throw new Error(errors[0]!.message);
  return org;
}

function seconds(org: LocalOrg, code: string): number {
  const began = performance.now();
  const options = { user: org.security.admin(), kind: 'sync', enforceLimits: false } as const;
  const result = org.transaction(options, (transaction) => org.apex.executeAnonymous(code, transaction));
  if (!result.success) throw new Error(result.compileProblem ?? result.exceptionMessage ?? 'failed');
  return (performance.now() - began) / 1000;
}

export function benchApex(): Promise<void> {
  const org = newOrg();
  report('apex: 10,000,000 Integer additions (goal 1)', seconds(org, 'Work.add();'), 's');
  report('apex: 10,000 inserts with a trigger (goal 5)', seconds(org, 'Work.insertRows();'), 's');
  const small = seconds(org, 'Work.find();');
  for (let i = 0; i < 9; i++) seconds(org, 'Work.insertRows();');
  seconds(org, 'Work.find();');
  report('apex: 100 indexed queries, 100,000 rows to 10,000', seconds(org, 'Work.find();') / small, 'times');
  return Promise.resolve();
}
