/** Small platform types: Version, SelectOption, Cookie, Collator, Label, OrgLimits, Callable results. */
import { NotEmulated } from '../../org/services.ts';
import { codeNamespace } from '../../schema/code-namespace.ts';
import { current } from '../../transaction/transaction.ts';
import { compareTextIgnoreCase } from '../runtime/equality.ts';
import { apexError } from '../runtime/exceptions.ts';
import { primitives } from '../types/registry.ts';
import { ApexMap } from '../runtime/map.ts';
import { defineBean } from './beans.ts';
import { definePlatformType } from './define.ts';
import { argument, listOf, platformClass } from './support.ts';

class Version {
  readonly $type = 'System.Version';
  readonly parts: [number, number, number | null];
  constructor(major: number, minor: number, patch: number | null) {
    this.parts = [argument(major), argument(minor), patch];
  }
  equalityKey(): string {
    return `Version ${this.parts.join('.')}`;
  }
  apexText(): string {
    return this.parts.filter((part) => part !== null).join('.');
  }
}

definePlatformType({
  name: 'System.Version',
  constructors: {
    '(Integer,Integer)': (major: number, minor: number) => new Version(major, minor, null),
    '(Integer,Integer,Integer)': (major: number, minor: number, patch: number) =>
      new Version(major, minor, argument(patch)),
  },
  instance: {
    'major()': (version: Version) => version.parts[0],
    'minor()': (version: Version) => version.parts[1],
    'patch()': (version: Version) => version.parts[2],
    'compareTo(Version)': (version: Version, other: Version) => {
      for (let i = 0; i < 3; i++) {
        const difference = (version.parts[i] ?? 0) - (argument(other).parts[i] ?? 0);
        if (difference !== 0) return Math.sign(difference);
      }
      return 0;
    },
  },
});

defineBean('System.SelectOption', {
  constructorFields: ['Value', 'Label', 'Disabled'],
  initial: () => ({ Disabled: false, EscapeItem: true }),
});
defineBean('System.Cookie', {
  constructorFields: ['Name', 'Value', 'Path', 'MaxAge', 'Secure', 'SameSite', 'HttpOnly'],
});

for (const name of ['Approval.LockResult', 'Approval.UnlockResult', 'Approval.ProcessResult']) defineBean(name);

const collator = {
  $type: 'System.Collator',
  compare(left: unknown, right: unknown): number {
    if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
    return compareTextIgnoreCase(String(left), String(right));
  },
};

definePlatformType({
  name: 'System.Collator',
  instance: { compare: (value: typeof collator, left: unknown, right: unknown) => value.compare(left, right) },
  statics: { 'getInstance()': () => collator },
});

/** @throws IllegalArgumentException for names without a label */
function labelText(name: string): string {
  const text = current().org.schema.label(argument(name));
  if (text === undefined) throw apexError('System.IllegalArgumentException', `Custom label ${name} not found`);
  return text;
}

definePlatformType({
  name: 'System.Label',
  statics: {
    // No namespace means that of the code.
    get: (given: string | null, name: string) => {
      const namespace = given || codeNamespace();
      return labelText(namespace === undefined ? argument(name) : `${namespace}__${argument(name)}`);
    },
    'translationExists(String,String,String)': () => {
      throw new NotEmulated('Label.translationExists');
    },
  },
});

/** Daily limits of a Developer edition org; nothing of them is used up. */
const ORG_LIMITS: Record<string, number> = {
  DailyApiRequests: 15_000,
  DailyAsyncApexExecutions: 250_000,
  DailyBulkApiBatches: 15_000,
  DailyDeliveredPlatformEvents: 10_000,
  DailyWorkflowEmails: 390,
  DataStorageMB: 5,
  FileStorageMB: 20,
  HourlyPublishedPlatformEvents: 50_000,
  HourlyPublishedStandardVolumePlatformEvents: 1000,
  SingleEmail: 15,
};
const makeLimit = defineBean('System.OrgLimit');
const orgLimits = () => Object.entries(ORG_LIMITS).map(([Name, Limit]) => makeLimit({ Name, Limit, Value: 0 }));

definePlatformType({
  name: 'System.OrgLimits',
  statics: {
    'getAll()': () => listOf(platformClass('System.OrgLimit'), orgLimits()),
    'getMap()': () =>
      new ApexMap(
        primitives.String,
        platformClass('System.OrgLimit'),
        orgLimits().map((limit) => [limit.get('Name'), limit] as const),
      ),
  },
});
