/** Object descriptions, as `/sobjects` and `/sobjects/X/describe` give them. */
import type { Org } from '../org/services.ts';
import { controllerOf, validFor } from '../schema/dependent-picklists.ts';
import type { FieldInfo, ObjectInfo } from '../schema/model.ts';

export function describeGlobal(org: Org): unknown {
  return { encoding: 'UTF-8', maxBatchSize: 200, sobjects: [...org.schema.objects()].map(objectSummary) };
}

export function objectSummary(object: ObjectInfo): Record<string, unknown> {
  const base = `/services/data/v67.0/sobjects/${object.name}`;
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: object.isCreateable,
    custom: /__\w+$/.test(object.name),
    customSetting: object.kind === 'customSetting',
    deepCloneable: false,
    deletable: object.isDeletable,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix ?? null,
    label: object.label,
    labelPlural: object.pluralLabel,
    layoutable: object.kind === 'standard' || object.kind === 'custom',
    mergeable: ['Account', 'Contact', 'Lead', 'Case'].includes(object.name),
    mruEnabled: false,
    name: object.name,
    queryable: object.isQueryable,
    replicateable: object.isQueryable,
    retrieveable: object.isQueryable,
    searchable: object.isSearchable,
    triggerable: object.isTriggerable,
    undeletable: object.isDeletable,
    updateable: object.isUpdateable,
    urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` },
  };
}

export function describe(object: ObjectInfo): unknown {
  return {
    ...objectSummary(object),
    actionOverrides: [],
    childRelationships: object.childRelationships.map((child) => ({
      cascadeDelete: child.isCascadeDelete,
      childSObject: child.childObject,
      deprecatedAndHidden: false,
      field: child.field,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: child.name ?? null,
      restrictedDelete: child.isRestrictedDelete,
    })),
    compactLayoutable: true,
    fields: [...object.fields.values()].map((field) => describeField(field)),
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: recordTypes(object),
    searchLayoutable: object.isSearchable,
    sobjectDescribeOption: null,
    supportedScopes: [{ label: `All ${object.pluralLabel}`, name: 'everything' }],
  };
}

function recordTypes(object: ObjectInfo): unknown[] {
  const master = {
    id: '012000000000000AAA',
    developerName: 'Master',
    label: 'Master',
    isActive: true,
    isDefault: object.recordTypes.length === 0,
  };
  return [...object.recordTypes, master].map((type) => ({
    active: type.isActive,
    available: type.isActive,
    defaultRecordTypeMapping: type.isDefault,
    developerName: type.developerName,
    master: type.developerName === 'Master',
    name: type.label,
    recordTypeId: type.id,
    urls: {},
  }));
}

const SOAP_TYPES: Partial<Record<FieldInfo['type'], string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  long: 'xsd:long',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  base64: 'xsd:base64Binary',
  address: 'urn:address',
  location: 'urn:location',
};

function describeField(field: FieldInfo): Record<string, unknown> {
  const isNumber = ['double', 'currency', 'percent'].includes(field.type);
  const isCalculated = field.formula !== undefined || field.summary !== undefined;
  return {
    aggregatable: field.isFilterable,
    aiPredictionField: false,
    autoNumber: field.isAutoNumber,
    byteLength: field.length * 3,
    calculated: isCalculated,
    calculatedFormula: field.formula ?? null,
    cascadeDelete: field.deleteConstraint === 'Cascade',
    caseSensitive: field.isCaseSensitive,
    compoundFieldName: null,
    controllerName: controllerOf(field)?.name ?? null,
    createable: field.isCreateable,
    custom: field.isCustom,
    defaultValue: field.type === 'boolean' ? field.defaultValue?.toLowerCase() === 'true' : null,
    defaultValueFormula: field.defaultValue ?? null,
    defaultedOnCreate: field.isDefaultedOnCreate,
    dependentPicklist: controllerOf(field) !== undefined,
    deprecatedAndHidden: false,
    digits: field.type === 'int' ? 9 : 0,
    displayLocationInDecimal: false,
    encrypted: false,
    externalId: field.isExternalId,
    extraTypeInfo: null,
    filterable: field.isFilterable,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: field.isGroupable,
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup: field.isIdLookup,
    inlineHelpText: field.helpText ?? null,
    label: field.label,
    length: field.length,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: field.isNameField,
    namePointing: field.referenceTo.length > 1,
    nillable: field.isNillable,
    permissionable: field.isCustom && !field.isRequired && !field.isMasterDetail,
    picklistValues: field.picklist.map((value) => ({
      active: value.isActive,
      defaultValue: value.isDefault,
      label: value.label,
      validFor: validFor(field, value),
      value: value.value,
    })),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: isNumber ? field.precision : 0,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName ?? null,
    relationshipOrder: field.isMasterDetail ? 0 : null,
    restrictedDelete: field.deleteConstraint === 'Restrict',
    restrictedPicklist: field.isRestrictedPicklist,
    scale: isNumber ? field.scale : 0,
    searchPrefilterable: false,
    soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
    sortable: field.isSortable,
    type: field.type,
    unique: field.isUnique,
    updateable: field.isUpdateable,
    writeRequiresMasterRead: false,
  };
}
