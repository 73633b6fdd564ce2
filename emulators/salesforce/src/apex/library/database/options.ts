/** Database.DMLOptions and System.AccessLevel. */
import type { DmlOptions } from '../../../org/services.ts';
import type { AccessLevel } from '../../../security/access.ts';
import { definePlatformType } from '../define.ts';

/** A plain object with the properties of one platform type. */
type Bag = { $type: string } & Record<string, unknown>;

function property(name: string): { get: (bag: Bag) => unknown; set: (bag: Bag, value: unknown) => void } {
  return {
    get: (bag) => bag[name] ?? null,
    set: (bag, value) => {
      bag[name] = value;
    },
  };
}

function defineBag(name: string, names: string[], initial: () => Record<string, unknown> = () => ({})): void {
  definePlatformType({
    name,
    constructors: { '()': (): Bag => ({ $type: name, ...initial() }) },
    properties: Object.fromEntries(names.map((each) => [each, property(each)])),
  });
}

defineBag('Database.DMLOptions.DuplicateRuleHeader', ['AllowSave', 'RunAsCurrentUser']);
defineBag('Database.DMLOptions.AssignmentRuleHeader', ['AssignmentRuleId', 'UseDefaultRule']);
defineBag('Database.DMLOptions.EmailHeader', ['TriggerAutoResponseEmail', 'TriggerOtherEmail', 'TriggerUserEmail']);
defineBag(
  'Database.DMLOptions',
  [
    'AllowFieldTruncation',
    'AssignmentRuleHeader',
    'DuplicateRuleHeader',
    'EmailHeader',
    'LocaleOptions',
    'OptAllOrNone',
  ],
  () => ({
    AssignmentRuleHeader: { $type: 'Database.DMLOptions.AssignmentRuleHeader' },
    DuplicateRuleHeader: { $type: 'Database.DMLOptions.DuplicateRuleHeader' },
    EmailHeader: { $type: 'Database.DMLOptions.EmailHeader' },
  }),
);

export function isDmlOptions(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && (value as Bag).$type === 'Database.DMLOptions';
}

/** What the options change of a save. Records are saved all or none only where `OptAllOrNone` says so. */
export function fromDmlOptions(bag: Bag): Partial<DmlOptions> {
  const assignment = bag['AssignmentRuleHeader'] as Bag | null;
  const duplicate = bag['DuplicateRuleHeader'] as Bag | null;
  const result: Partial<DmlOptions> = { allOrNone: bag['OptAllOrNone'] === true };
  if (bag['AllowFieldTruncation'] === true) result.truncate = true;
  if (duplicate?.['AllowSave'] === true) result.allowDuplicates = true;
  if (assignment?.['UseDefaultRule'] === true) result.useDefaultAssignmentRule = true;
  if (assignment?.['AssignmentRuleId']) result.assignmentRuleId = String(assignment['AssignmentRuleId']);
  return result;
}

/** System.AccessLevel.USER_MODE and SYSTEM_MODE. */
export class AccessLevelValue {
  readonly $type = 'System.AccessLevel';
  readonly level: AccessLevel;
  constructor(level: AccessLevel) {
    this.level = level;
  }

  toString(): string {
    return this.level === 'user' ? 'USER_MODE' : 'SYSTEM_MODE';
  }
}

const userMode = new AccessLevelValue('user');
const systemMode = new AccessLevelValue('system');

definePlatformType({
  name: 'System.AccessLevel',
  staticProperties: { USER_MODE: { get: () => userMode }, SYSTEM_MODE: { get: () => systemMode } },
});
