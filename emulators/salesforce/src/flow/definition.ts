/** A flow as its metadata describes it: where it starts, its elements, its variables and other resources, by name. */
import type { MetadataComponent } from '../org/services.ts';
import { type Element, isTrue, listOf, textOf } from '../metadata/xml.ts';

/** One box of the canvas; what is special to its kind stays in `node`. */
export interface FlowElement {
  /** As the metadata names the kind: `assignments`, `recordLookups`. */
  kind: string;
  name: string;
  node: Element;
  /** What comes next; undefined at an end. */
  next: string | undefined;
  fault: string | undefined;
}

export interface FlowResource {
  /** `variables`, `constants`, `formulas`, `textTemplates` … */
  kind: string;
  name: string;
  node: Element;
}

export interface FlowVariable {
  name: string;
  /** `String`, `Number`, `SObject`, `Apex` … */
  dataType: string;
  isCollection: boolean;
  isInput: boolean;
  isOutput: boolean;
  /** Of records: the object; of Apex-defined variables: the class. */
  typeName: string | undefined;
  scale: number | undefined;
  /** Value element of the default. */
  value: Element | undefined;
}

export type RecordTriggerType = 'Create' | 'Update' | 'CreateAndUpdate' | 'Delete';

export interface FlowStart {
  next: string | undefined;
  /** `RecordBeforeSave`, `RecordAfterSave`, `RecordBeforeDelete`, `PlatformEvent`, `Scheduled`; undefined = started by others. */
  triggerType: string | undefined;
  recordTriggerType: RecordTriggerType;
  object: string | undefined;
  filterLogic: string;
  filters: FieldFilter[];
  filterFormula: string | undefined;
  /** Only when a record is changed to meet the conditions. */
  onlyWhenChanged: boolean;
  hasScheduledPaths: boolean;
  /** What elements call the record and what it was before. */
  recordName: string;
  priorName: string;
  /** Place among the flows of its object; undefined = after those up to 1000. */
  order: number | undefined;
}

/** `field operator value`: entry conditions and filters of record elements. */
export interface FieldFilter {
  field: string;
  operator: string;
  value: Element | undefined;
}

export interface FlowDefinition {
  name: string;
  label: string;
  /** `Active`, `Draft`, `Obsolete`. */
  status: string;
  /** `AutoLaunchedFlow`, `Flow` (with screens), `Workflow` (a process). */
  processType: string;
  apiVersion: number;
  /** `SystemModeWithSharing` …; undefined = as it is started. */
  runInMode: string | undefined;
  start: FlowStart;
  /** By lower-case name. */
  elements: Map<string, FlowElement>;
  resources: Map<string, FlowResource>;
  variables: Map<string, FlowVariable>;
  createdDate: number;
}

/** Elements of the metadata, those included that nothing here can run. */
const ELEMENTS = [
  'actionCalls',
  'apexPluginCalls',
  'assignments',
  'collectionProcessors',
  'customErrors',
  'decisions',
  'experiments',
  'loops',
  'orchestratedStages',
  'recordCreates',
  'recordDeletes',
  'recordLookups',
  'recordRollbacks',
  'recordUpdates',
  'screens',
  'steps',
  'subflows',
  'transforms',
  'waits',
];
const RESOURCES = ['choices', 'constants', 'dynamicChoiceSets', 'formulas', 'stages', 'textTemplates', 'variables'];

export function readFlow({ fullName, definition, createdDate }: MetadataComponent): FlowDefinition {
  const elements = ELEMENTS.flatMap((kind) => listOf(definition[kind]).map((node) => elementOf(kind, node)));
  const resources = RESOURCES.flatMap((kind) =>
    listOf(definition[kind]).map((node): FlowResource => ({ kind, name: nameOf(node), node })),
  );
  const variables = listOf(definition['variables']).map(variableOf);
  return {
    name: fullName,
    label: textOf(definition['label']) ?? fullName,
    status: textOf(definition['status']) ?? 'Draft',
    processType: textOf(definition['processType']) ?? 'AutoLaunchedFlow',
    apiVersion: Number(textOf(definition['apiVersion']) ?? 0),
    runInMode: textOf(definition['runInMode']),
    start: startOf(definition),
    elements: byName(elements),
    resources: byName(resources),
    variables: byName(variables),
    createdDate,
  };
}

function byName<T extends { name: string }>(items: T[]): Map<string, T> {
  return new Map(items.map((item) => [item.name.toLowerCase(), item]));
}

function nameOf(node: Element): string {
  return textOf(node['name'])?.trim() ?? '';
}

/** The element a connector leads to. */
export function target(connector: unknown): string | undefined {
  return textOf(listOf(connector)[0]?.['targetReference'])?.trim();
}

function elementOf(kind: string, node: Element): FlowElement {
  return { kind, name: nameOf(node), node, next: target(node['connector']), fault: target(node['faultConnector']) };
}

function startOf(definition: Element): FlowStart {
  const start = plainStart(definition);
  return textOf(definition['processType']) === 'Workflow' ? processStart(definition, start) : start;
}

/** A process starts after the save, before the flows; its record is a variable. */
function processStart(definition: Element, start: FlowStart): FlowStart {
  const facts = new Map(
    listOf(definition['processMetadataValues']).map((each) => [
      textOf(each['name']),
      textOf(listOf(each['value'])[0]?.['stringValue']),
    ]),
  );
  return {
    ...start,
    triggerType: 'RecordAfterSave',
    recordTriggerType: facts.get('TriggerType') === 'onCreateOnly' ? 'Create' : 'CreateAndUpdate',
    object: facts.get('ObjectType'),
    recordName: facts.get('ObjectVariable') ?? 'myVariable_current',
    priorName: facts.get('OldObjectVariable') ?? 'myVariable_old',
    order: 0,
  };
}

function plainStart(definition: Element): FlowStart {
  const node = listOf(definition['start'])[0] ?? {};
  return {
    next: target(node['connector']) ?? textOf(definition['startElementReference']),
    triggerType: textOf(node['triggerType']),
    recordTriggerType: (textOf(node['recordTriggerType']) ?? 'Create') as RecordTriggerType,
    object: textOf(node['object']),
    filterLogic: textOf(node['filterLogic']) ?? 'and',
    filters: filtersOf(node),
    filterFormula: textOf(node['filterFormula']),
    onlyWhenChanged: isTrue(node['doesRequireRecordChangedToMeetCriteria']),
    hasScheduledPaths: listOf(node['scheduledPaths']).length > 0,
    recordName: '$Record',
    priorName: '$Record__Prior',
    order: numberOf(definition['triggerOrder']),
  };
}

export function filtersOf(node: Element): FieldFilter[] {
  return listOf(node['filters']).map((each) => ({
    field: textOf(each['field'])?.trim() ?? '',
    operator: textOf(each['operator'])?.trim() ?? 'EqualTo',
    value: listOf(each['value'])[0],
  }));
}

function variableOf(node: Element): FlowVariable {
  return {
    name: nameOf(node),
    dataType: textOf(node['dataType']) ?? 'String',
    isCollection: isTrue(node['isCollection']),
    isInput: isTrue(node['isInput']),
    isOutput: isTrue(node['isOutput']),
    typeName: textOf(node['objectType']) ?? textOf(node['apexClass']),
    scale: numberOf(node['scale']),
    value: listOf(node['value'])[0],
  };
}

function numberOf(value: unknown): number | undefined {
  const text = textOf(value);
  return text === undefined || text === '' ? undefined : Number(text);
}
