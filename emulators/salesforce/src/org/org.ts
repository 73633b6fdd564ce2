/** Makes an org from source trees. */
import { readComponents } from '../metadata/read.ts';
import { filesBelow } from '../metadata/source-tree.ts';
import { type CompileError, NotEmulated } from './services.ts';
import { DeployArchive } from './deploy-archive.ts';
import { Journal } from './journal.ts';
import { LocalOrg } from './local-org.ts';
import { readShape, type ShapeOptions } from './shape.ts';

export interface OrgOptions {
  /** Source folders (sfdx or metadata format), deployed in this order. */
  sourceDirs?: string[];
  /** Optional features, see `shape.ts`. */
  shape?: ShapeOptions;
  /** Keeps committed records in this folder. */
  dataDir?: string;
  namespace?: string;
  /** The clock, ms since epoch. */
  now?: () => number;
  /** What to switch off to prove that tests notice: `unique-indexes-off` …; the environment's ORG_EMULATOR_SWITCHES adds to it. */
  switches?: Iterable<string>;
}

/** All switches there are. */
export const SWITCHES = [
  'unique-indexes-off',
  'row-limits-off',
  'fls-off',
  'sharing-off',
  'opportunity-amount-rule-off',
  'duplicate-rules-off',
  'mixed-dml-off',
] as const;

/** @returns the org, and what could not be deployed: with errors the org lacks the folder they are in and all after it */
export function createOrg(options: OrgOptions = {}): { org: LocalOrg; errors: CompileError[] } {
  if (options.namespace) throw new NotEmulated(`namespace ${options.namespace}`);
  const shape = readShape(options.shape, options.namespace);
  const org = new LocalOrg({ shape, now: options.now ?? Date.now, switches: switchesOf(options.switches) });
  for (const folder of options.sourceDirs ?? []) {
    const { components, problems } = readComponents(filesBelow(folder));
    const failures = problems.length > 0 ? problems : org.deploy({ components }).problems;
    const errors = failures.map(({ file, fullName, line, column, message }) => ({
      file,
      name: fullName,
      line: line ?? 1,
      column: column ?? 1,
      message,
    }));
    if (errors.length > 0) return { org, errors };
  }
  if (options.dataDir !== undefined) {
    const archive = new DeployArchive(options.dataDir);
    for (const plan of archive.plans()) org.deploy(plan);
    org.archive = archive;
    const journal = new Journal(options.dataDir, org.storage);
    journal.read(org.schema);
    org.journal = journal;
  }
  return { org, errors: [] };
}

function switchesOf(given: Iterable<string> | undefined): ReadonlySet<string> {
  const named = (process.env['ORG_EMULATOR_SWITCHES'] ?? '').split(',').filter((each) => each !== '');
  const all = new Set([...named, ...(given ?? [])]);
  for (const name of all) {
    if (!(SWITCHES as readonly string[]).includes(name)) throw new Error(`unknown switch ${name}`);
  }
  return all;
}
