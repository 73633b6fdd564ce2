/** Makes an org from source trees. */
import { dirname, resolve } from 'node:path';
import { sourceRoots } from '../apex/emit/source-map.ts';
import { installComponents } from '../metadata/namespace/install.ts';
import { readComponents, type ReadResult } from '../metadata/read.ts';
import { filesBelow } from '../metadata/source-tree.ts';
import type { CompileError } from './services.ts';
import { DeployArchive } from './deploy-archive.ts';
import { Journal } from './journal.ts';
import { LocalOrg } from './local-org.ts';
import { readShape, type ShapeOptions } from './shape.ts';
import { StateName } from './state-name.ts';

export interface OrgOptions {
  /** Source folders (sfdx or metadata format), deployed in this order. */
  sourceDirs?: string[];
  /** Deploys the folders together and leaves out what has errors. */
  isPartial?: boolean;
  /** The subscriber's own source folders, deployed after those. They name what is packaged with its namespace. */
  subscriberDirs?: string[];
  /** Optional features, see `shape.ts`. */
  shape?: ShapeOptions;
  /** Keeps committed records in this folder. */
  dataDir?: string;
  /** The source folders are one managed package under this namespace. */
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
  const { namespace } = options;
  if (namespace !== undefined && !/^[A-Za-z](?:_?[A-Za-z0-9]){0,14}$/.test(namespace))
    throw new Error(`${namespace} is no namespace`);
  const shape = readShape(options.shape);
  const org = new LocalOrg({ shape, now: options.now ?? Date.now, switches: switchesOf(options.switches) });
  for (const folder of options.sourceDirs ?? []) sourceRoots.add(dirname(resolve(folder)));
  const reported: CompileError[] = [];
  const isPartial = options.isPartial ?? false;
  const name = new StateName([shape, [...org.switches].sort(), namespace, isPartial]);
  for (const { components, problems } of deployments(options)) {
    const state = name.after(components);
    const failures =
      problems.length > 0 && !isPartial
        ? problems
        : [...problems, ...org.deploy({ components, isPartial, isLenient: isPartial, state }).problems];
    const errors = failures.map(({ file, fullName, line, column, message }) => ({
      file,
      name: fullName,
      line: line ?? 1,
      column: column ?? 1,
      message,
    }));
    reported.push(...errors);
    if (errors.length > 0 && !isPartial) return { org, errors };
  }
  if (options.dataDir !== undefined) {
    const archive = new DeployArchive(options.dataDir);
    for (const plan of archive.plans()) org.deploy(plan);
    org.archive = archive;
    const journal = new Journal(options.dataDir, org.storage);
    journal.read(org.schema);
    org.journal = journal;
  }
  return { org, errors: reported };
}

/** The folders in order. Those of a managed package are one installation: the package is what all of them hold. */
function* deployments(options: OrgOptions): Iterable<ReadResult> {
  const { sourceDirs = [], subscriberDirs = [], namespace, isPartial } = options;
  const read = (folder: string): ReadResult => readComponents(filesBelow(folder));
  if (namespace === undefined && !isPartial) yield* sourceDirs.map(read);
  else {
    const parts = sourceDirs.map(read);
    const components = new Map(
      parts.flatMap((part) => part.components.map((each) => [`${each.type} ${each.fullName}`.toLowerCase(), each])),
    );
    const whole = { components: [...components.values()], problems: parts.flatMap((each) => each.problems) };
    yield namespace === undefined ? whole : installComponents(whole, namespace);
  }
  yield* subscriberDirs.map(read);
}

function switchesOf(given: Iterable<string> | undefined): ReadonlySet<string> {
  const named = (process.env['ORG_EMULATOR_SWITCHES'] ?? '').split(',').filter((each) => each !== '');
  const all = new Set([...named, ...(given ?? [])]);
  for (const name of all) {
    if (!(SWITCHES as readonly string[]).includes(name)) throw new Error(`unknown switch ${name}`);
  }
  return all;
}
