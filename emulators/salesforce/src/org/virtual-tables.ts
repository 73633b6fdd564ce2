/** Tables that are computed when they are read. */
import { ApexDatetime } from '../apex/runtime/datetime.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import { jobTables } from '../apex/job-rows.ts';
import { localName } from '../schema/custom-names.ts';
import type { FieldInfo, ObjectInfo } from '../schema/model.ts';
import {
  fieldPermissionRows,
  objectPermissionRows,
  type PermissionSource,
  profileAssignmentRows,
} from '../security/permission-rows.ts';
import { makeId } from '../storage/ids.ts';
import type { Row } from '../storage/row.ts';
import type { VirtualTables } from '../soql/data.ts';
import { triggerObject } from './code-components.ts';
import { flowDefinitions, flowVersions } from './flow-rows.ts';
import { NotEmulated, type Org } from './services.ts';

const decoder = new TextDecoder();
const time = (ms: number): ApexDatetime => new ApexDatetime(Math.floor(ms / 1000) * 1000);

export function virtualTables(org: Org): VirtualTables {
  return new Map<string, () => Iterable<Row>>([
    ['flowdefinitionview', () => flowDefinitions(org)],
    ['flowversionview', () => flowVersions(org)],
    ['recordtype', () => recordTypes(org)],
    ['apexclass', () => apexRows(org, 'ApexClass')],
    ['apextrigger', () => apexRows(org, 'ApexTrigger')],
    ['staticresource', () => componentRows(org, 'StaticResource')],
    ['appmenuitem', () => applications(org)],
    ['platformcachepartition', () => cachePartitions(org)],
    ['entitydefinition', () => entities(org)],
    ['fielddefinition', () => fieldRows(org)],
    ['entityparticle', () => fieldRows(org)],
    ...jobTables(() => org),
    // No rows would be the answer `no access`.
    [
      'userrecordaccess',
      () => {
        throw new NotEmulated('queries of UserRecordAccess');
      },
    ],
    ['eventbussubscriber', () => subscribers(org)],
    ['opportunitystage', () => valueRows(org, 'Opportunity', 'StageName', '01J')],
    ['casestatus', () => valueRows(org, 'Case', 'Status', '01K')],
    ['leadstatus', () => valueRows(org, 'Lead', 'Status', '01I')],
    ['taskstatus', () => valueRows(org, 'Task', 'Status', '01T')],
    ['taskpriority', () => valueRows(org, 'Task', 'Priority', '01H')],
  ]);
}

/** Rows that metadata implies, beside those that are stored. */
export function addedTables(source: () => PermissionSource): VirtualTables {
  return new Map<string, () => Iterable<Row>>([
    ['fieldpermissions', () => fieldPermissionRows(source())],
    ['objectpermissions', () => objectPermissionRows(source())],
    ['permissionsetassignment', () => profileAssignmentRows(source())],
  ]);
}

function applications(org: Org): Row[] {
  return [...org.metadata.components('CustomApplication')].map((component, index) => ({
    Id: makeId('0DS', index + 1),
    ApplicationId: component.id,
    Name: component.fullName,
    Label: component.definition['label'] ?? component.fullName,
    Description: component.definition['description'],
    Type: 'TabSet',
    SortOrder: index + 1,
    UserSortOrder: index + 1,
    IsVisible: true,
    IsAccessible: true,
  }));
}

function cachePartitions(org: Org): Row[] {
  return [...org.metadata.components('PlatformCachePartition')].map((component) => ({
    Id: component.id,
    DeveloperName: component.fullName,
    MasterLabel: component.definition['masterLabel'],
    Description: component.definition['description'],
    IsDefaultPartition: String(component.definition['isDefaultPartition']) === 'true',
    Language: 'en_US',
  }));
}

function recordTypes(org: Org): Row[] {
  const rows: Row[] = [];
  for (const object of org.schema.objects()) {
    for (const { id, developerName, label, isActive } of object.recordTypes) {
      rows.push({ Id: id, DeveloperName: developerName, Name: label, IsActive: isActive, SobjectType: object.name });
    }
  }
  return rows;
}

function apexRows(org: Org, type: 'ApexClass' | 'ApexTrigger'): Row[] {
  return [...org.metadata.components(type)].map((component) => {
    const [, content] = [...component.files].find(([path]) => /\.(cls|trigger)$/.test(path)) ?? [];
    const body = content ? decoder.decode(content) : '';
    return {
      Id: component.id,
      Name: localName(component.fullName),
      NamespacePrefix: component.namespace,
      // A managed package shows nobody its code.
      Body: component.namespace === undefined ? body : '(hidden)',
      ApiVersion: Decimal.parse(String(component.definition['apiVersion'] ?? '67.0')),
      Status: 'Active',
      IsValid: true,
      LengthWithoutComments: body.length,
      TableEnumOrId: type === 'ApexTrigger' ? triggerObject(body, component.namespace) : undefined,
      CreatedDate: time(component.createdDate),
      LastModifiedDate: time(component.lastModifiedDate),
      SystemModstamp: time(component.lastModifiedDate),
    };
  });
}

function componentRows(org: Org, type: string): Row[] {
  return [...org.metadata.components(type)].map((component) => ({
    Id: component.id,
    Name: component.fullName,
    ContentType: component.definition['contentType'],
    LastModifiedDate: time(component.lastModifiedDate),
    SystemModstamp: time(component.lastModifiedDate),
  }));
}

function entities(org: Org): Row[] {
  return [...org.schema.objects()]
    .filter((object) => object.keyPrefix !== undefined)
    .map((object) => ({
      Id: `000000000000000AAA`,
      DurableId: object.name,
      QualifiedApiName: object.name,
      DeveloperName: object.name.replace(/__\w+$/, ''),
      Label: object.label,
      MasterLabel: object.label,
      PluralLabel: object.pluralLabel,
      KeyPrefix: object.keyPrefix,
      IsCustomSetting: object.kind === 'customSetting',
      IsApexTriggerable: object.isTriggerable,
      IsTriggerable: object.isTriggerable,
      IsQueryable: object.isQueryable,
      IsSearchable: object.isSearchable,
      IsCustomizable: object.kind === 'custom' || object.kind === 'standard',
      IsEverCreatable: object.isCreateable,
      IsEverUpdatable: object.isUpdateable,
      IsEverDeletable: object.isDeletable,
      InternalSharingModel: object.sharingModel,
    }));
}

function fieldRows(org: Org): Row[] {
  const rows: Row[] = [];
  for (const object of org.schema.objects())
    for (const field of object.fields.values()) rows.push(fieldRow(object, field));
  return rows;
}

function fieldRow(object: ObjectInfo, field: FieldInfo): Row {
  return {
    Id: '000000000000000AAA',
    DurableId: `${object.name}.${field.name}`,
    QualifiedApiName: field.name,
    DeveloperName: field.name.replace(/__c$/, ''),
    EntityDefinitionId: object.name,
    Label: field.label,
    MasterLabel: field.label,
    DataType: field.type,
    Length: field.length,
    Precision: field.precision,
    Scale: field.scale,
    IsCalculated: field.formula !== undefined,
    IsNillable: field.isNillable,
    IsNameField: field.isNameField,
    IsIndexed: field.isIdLookup || field.isUnique || field.isExternalId,
    RelationshipName: field.relationshipName,
  };
}

function subscribers(org: Org): Row[] {
  return org.events.subscribers().map((subscriber, index) => ({
    Id: makeId('0C4', index + 1),
    ExternalId: subscriber.name,
    Name: subscriber.name,
    Type: subscriber.type,
    Topic: subscriber.topic,
    Position: Number(subscriber.position),
    Tip: Number(subscriber.tip),
    Retries: subscriber.retries,
    LastError: subscriber.lastError ?? undefined,
    Status: subscriber.status,
  }));
}

/** OpportunityStage, CaseStatus …: the values of a picklist with their facts. */
function valueRows(org: Org, objectName: string, fieldName: string, prefix: string): Row[] {
  const field = org.schema.object(objectName)?.fields.get(fieldName.toLowerCase());
  return (field?.picklist ?? []).map((value, index) => ({
    Id: makeId(prefix, index + 1),
    ApiName: value.value,
    MasterLabel: value.label,
    SortOrder: index + 1,
    IsActive: value.isActive,
    IsDefault: value.isDefault,
    IsClosed: value.facts?.['closed'] === true,
    IsWon: value.facts?.['won'] === true,
    IsConverted: value.facts?.['converted'] === true,
    IsHighPriority: value.facts?.['highPriority'] === true,
    DefaultProbability:
      value.facts?.['probability'] === undefined ? undefined : Decimal.of(Number(value.facts['probability'])),
    ForecastCategory: value.facts?.['forecastCategory'],
    ForecastCategoryName: value.facts?.['forecastCategory'],
  }));
}
