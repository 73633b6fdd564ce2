/** Change events of standard objects: the object's fields, a header, a replay id. */
import type { FieldInfo, ObjectInfo } from './model.ts';

const captured = new Set(
  (
    'Account AccountContactRole Asset Campaign CampaignMember Case CaseComment Contact ContactPointAddress ContactPointEmail ContactPointPhone Contract Entitlement Event ' +
    'Individual Lead Opportunity OpportunityContactRole OpportunityLineItem Order OrderItem Pricebook2 PricebookEntry Product2 Task User'
  ).split(' '),
);

/** `AccountChangeEvent` and the like for those of the objects that have one. */
export function standardChangeEvents(objects: ObjectInfo[]): ObjectInfo[] {
  return objects.filter((object) => captured.has(object.name)).map(changeEventOf);
}

/** The change event object of any object; custom ones are named `X__ChangeEvent`. */
export function changeEventOf(object: ObjectInfo): ObjectInfo {
  const name = object.name.endsWith('__c') ? object.name.replace(/__c$/, '__ChangeEvent') : `${object.name}ChangeEvent`;
  const event: ObjectInfo = {
    ...object,
    name,
    label: `${object.label} Change Event`,
    pluralLabel: `${object.label} Change Event`,
    kind: 'changeEvent',
    keyPrefix: undefined,
    fields: new Map(),
    childRelationships: [],
    recordTypes: [],
    validationRules: [],
    fieldSets: [],
    isCreateable: false,
    isUpdateable: false,
    isDeletable: false,
    isQueryable: false,
    isTriggerable: true,
    isSearchable: false,
    publishBehavior: undefined,
  };
  for (const [key, field] of object.fields) {
    if (
      /^(isdeleted|systemmodstamp|lastvieweddate|lastreferenceddate)$/.test(key) ||
      field.formula !== undefined ||
      field.summary
    )
      continue;
    event.fields.set(key, { ...field, object: event, isRequired: false, isCreateable: false, isUpdateable: false });
  }
  const [template] = object.fields.values();
  if (template) {
    const own = (extra: Partial<FieldInfo>): FieldInfo => ({
      ...template,
      object: event,
      isIdLookup: false,
      isNillable: true,
      referenceTo: [],
      relationshipName: undefined,
      ...extra,
    });
    event.fields.set('replayid', own({ name: 'ReplayId', label: 'Replay ID', type: 'string', length: 1000 }));
    event.fields.set(
      'changeeventheader',
      own({ name: 'ChangeEventHeader', label: 'Change Event Header', type: 'complexvalue', length: 0 }),
    );
  }
  return event;
}
