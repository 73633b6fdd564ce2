/** Schema.SObjectField and DescribeFieldResult. */
import { localName } from '../../../schema/custom-names.ts';
import { controllerOf, validFor } from '../../../schema/dependent-picklists.ts';
import type { FieldInfo, ObjectInfo, PicklistValue } from '../../../schema/model.ts';
import { hasFieldSecurity } from '../../../security/rights.ts';
import { current } from '../../../transaction/transaction.ts';
import { definePlatformType } from '../define.ts';
import { describeMembers } from '../describe-members.ts';
import { listOf, platformClass } from '../support.ts';
import { defaultValue } from './default-values.ts';
import { rights } from './describe-object.ts';
import { displayType, soapType } from './field-types.ts';
import { sobjectFieldToken, sobjectToken, type SObjectFieldToken } from './tokens.ts';

export class FieldDescribe {
  readonly $type = 'Schema.DescribeFieldResult';
  readonly object: ObjectInfo;
  readonly field: FieldInfo;
  constructor(object: ObjectInfo, field: FieldInfo) {
    this.object = object;
    this.field = field;
  }
  equalityKey(): string {
    return `DescribeFieldResult ${this.object.name}.${this.field.name}`;
  }
  apexText(): string {
    return `Schema.DescribeFieldResult[${this.object.name}.${this.field.name}]`;
  }
}

const describes = new WeakMap<FieldInfo, FieldDescribe>();

export function describeField(object: ObjectInfo, field: FieldInfo): FieldDescribe {
  let describe = describes.get(field);
  if (!describe || describe.object !== object) describes.set(field, (describe = new FieldDescribe(object, field)));
  return describe;
}

class PicklistEntry {
  readonly $type = 'Schema.PicklistEntry';
  readonly field: FieldInfo;
  readonly entry: PicklistValue;
  constructor(field: FieldInfo, entry: PicklistValue) {
    this.field = field;
    this.entry = entry;
  }
  equalityKey(): string {
    return `PicklistEntry ${this.entry.value} ${this.entry.label} ${this.entry.isActive} ${this.entry.isDefault}`;
  }
  /** Code serialises entries to learn what a dependent picklist's values are valid for: no method tells it. */
  jsonFields(): [string, unknown][] {
    const { label, value, isActive, isDefault } = this.entry;
    return [
      ['active', isActive],
      ['defaultValue', isDefault],
      ['label', label],
      ['validFor', validFor(this.field, this.entry)],
      ['value', value],
    ];
  }
  apexText(): string {
    const { label, value, isActive, isDefault } = this.entry;
    return `Schema.PicklistEntry[getLabel=${label};getValue=${value};isActive=${isActive};isDefaultValue=${isDefault};]`;
  }
}

definePlatformType({
  name: 'Schema.PicklistEntry',
  ...describeMembers({
    Label: ({ entry }: PicklistEntry) => entry.label,
    Value: ({ entry }: PicklistEntry) => entry.value,
    Active: ({ entry }: PicklistEntry) => entry.isActive,
    DefaultValue: ({ entry }: PicklistEntry) => entry.isDefault,
  }),
});

const not = () => false;
const nothing = () => null;
const fact = (read: (field: FieldInfo, object: ObjectInfo) => unknown) => (describe: FieldDescribe) =>
  read(describe.field, describe.object);
const isText = (field: FieldInfo): boolean =>
  /^(string|textarea|picklist|multipicklist|email|phone|url|reference|id|combobox|encryptedstring)$/.test(field.type);
const isNumber = (field: FieldInfo): boolean => /^(double|currency|percent|int|long)$/.test(field.type);
const isCalculated = (field: FieldInfo): boolean => field.formula !== undefined || field.summary !== undefined;

definePlatformType({
  name: 'Schema.DescribeFieldResult',
  ...describeMembers({
    Accessible: fact((field, object) => rights().canReadField(object.name, field.name)),
    Aggregatable: fact((field) => !/^(textarea|multipicklist|boolean|base64|address|location)$/.test(field.type)),
    AiPredictionField: not,
    AutoNumber: fact((field) => field.isAutoNumber),
    ByteLength: fact((field) =>
      isText(field) ? field.length * (field.type === 'id' || field.type === 'reference' ? 1 : 3) : 0,
    ),
    Calculated: fact(isCalculated),
    CalculatedFormula: fact((field) => field.formula ?? null),
    CascadeDelete: fact((field) => field.isMasterDetail || field.deleteConstraint === 'Cascade'),
    CaseSensitive: fact((field) => field.isCaseSensitive),
    CompoundFieldName: nothing,
    Controller: fact((field, object) => {
      const controller = controllerOf(field);
      return controller ? sobjectFieldToken(object, controller) : null;
    }),
    Createable: fact(
      (field, object) =>
        field.isCreateable &&
        !isCalculated(field) &&
        rights().canCreate(object.name) &&
        rights().canEditField(object.name, field.name),
    ),
    Custom: fact((field) => field.isCustom),
    DataTranslationEnabled: not,
    DefaultedOnCreate: fact((field) => field.isDefaultedOnCreate),
    DefaultValue: fact((field) => {
      const isPlain = !/[()$+&]/.test(field.defaultValue ?? '');
      return (isPlain ? defaultValue(field) : undefined) ?? null;
    }),
    DefaultValueFormula: fact((field) => field.defaultValue ?? null),
    DependentPicklist: fact((field) => controllerOf(field) !== undefined),
    DeprecatedAndHidden: not,
    Digits: fact((field) => (field.type === 'int' ? field.precision || 9 : 0)),
    DisplayLocationInDecimal: not,
    Encrypted: fact((field) => field.type === 'encryptedstring'),
    ExternalId: fact((field) => field.isExternalId),
    Filterable: fact((field) => field.isFilterable),
    FilteredLookupInfo: nothing,
    FormulaTreatNullNumberAsZero: not,
    Groupable: fact((field) => field.isGroupable),
    HighScaleNumber: not,
    HtmlFormatted: not,
    IdLookup: fact((field) => field.isIdLookup),
    InlineHelpText: fact((field) => field.helpText ?? null),
    Label: fact((field) => field.label),
    Length: fact((field) => (isText(field) ? field.length : 0)),
    LocalName: fact((field) => localName(field.name)),
    Mask: nothing,
    MaskType: nothing,
    Name: fact((field) => field.name),
    NameField: fact((field) => field.isNameField),
    NamePointing: fact((field) => field.referenceTo.length > 1),
    Nillable: fact((field) => field.isNillable),
    Permissionable: fact((field) => hasFieldSecurity(field.object, field)),
    PicklistValues: fact((field) =>
      listOf(
        platformClass('Schema.PicklistEntry'),
        field.picklist.map((entry) => new PicklistEntry(field, entry)),
      ),
    ),
    Precision: fact((field) => (isNumber(field) ? field.precision : 0)),
    QueryByDistance: fact((field) => field.type === 'location'),
    ReferenceTargetField: nothing,
    ReferenceTo: fact((field) => {
      const targets = field.referenceTo.flatMap((name) => current().org.schema.object(name) ?? []);
      return listOf(platformClass('Schema.SObjectType'), targets.map(sobjectToken));
    }),
    RelationshipName: fact((field) => field.relationshipName ?? null),
    RelationshipOrder: fact((field) => (field.isMasterDetail ? 0 : null)),
    RestrictedDelete: fact((field) => field.deleteConstraint === 'Restrict'),
    RestrictedPicklist: fact((field) => field.isRestrictedPicklist),
    Scale: fact((field) => (isNumber(field) ? field.scale : 0)),
    SearchPrefilterable: fact((field) => field.type === 'reference'),
    SoapType: fact(soapType),
    Sortable: fact((field) => field.isSortable),
    SObjectField: fact((field, object) => sobjectFieldToken(object, field)),
    SObjectType: fact((_field, object) => sobjectToken(object)),
    Type: fact(displayType),
    Unique: fact((field) => field.isUnique),
    Updateable: fact(
      (field, object) =>
        field.isUpdateable &&
        !isCalculated(field) &&
        rights().canEdit(object.name) &&
        rights().canEditField(object.name, field.name),
    ),
    WriteRequiresMasterRead: not,
  }),
});

definePlatformType({
  name: 'Schema.SObjectField',
  instance: {
    getDescribe: (token: SObjectFieldToken) => describeField(token.object, token.field),
    'toString()': (token: SObjectFieldToken) => token.field.name,
  },
});
