/** CustomField components to fields of the schema. */
import { localName } from '../schema/custom-names.ts';
import { isSummarised } from '../schema/details.ts';
import { addField } from '../schema/make.ts';
import type { FieldInfo, ObjectInfo, PicklistValue, SummaryInfo } from '../schema/model.ts';
import type { OrgSchema } from '../schema/org-schema.ts';
import { FIELD_ELEMENTS, FIELD_KINDS, type FieldKind } from './field-types.ts';
import { type Element, isTrue, listOf, textOf, textsOf } from './xml.ts';

/** Refuses a component: the message is the deploy problem. */
export class Refusal extends Error {}

/** Values by global value set name. */
export type GlobalValues = (name: string) => PicklistValue[] | undefined;

/** Adds or changes the field. @param namespace of the package it comes with @throws Refusal */
export function defineField(
  object: ObjectInfo,
  name: string,
  definition: Element,
  schema: OrgSchema,
  globalValues: GlobalValues,
  namespace?: string,
): void {
  for (const element of Object.keys(definition)) {
    if (!FIELD_ELEMENTS.has(element))
      throw new Refusal(
        `Element {http://soap.sforce.com/2006/04/metadata}${element} invalid at this location in type CustomField`,
      );
  }
  if (!/__(c|pc)$/.test(name)) {
    changeStandardField(object, name, definition);
    return;
  }
  const before = object.fields.get(name.toLowerCase());
  const local = namespace === undefined && !before ? name : localName(name);
  if (!/^[A-Za-z](?:_?[A-Za-z0-9])*__c$/.test(local) || local.length > 43) {
    throw new Refusal(
      `The object name and field name must begin with a letter, use only alphanumeric characters and underscores, not end with an underscore and be at most 40 characters long: ${name}`,
    );
  }
  const typeName = textOf(definition['type']) ?? '';
  const kind = FIELD_KINDS[typeName];
  if (!kind) throw new Refusal(`Unsupported field type ${typeName || '(none)'} of field ${object.name}.${name}`);
  const isFormula = definition['formula'] !== undefined;
  if (textOf(definition['label']) === undefined && object.kind !== 'standard') {
    throw new Refusal(`Required field is missing: label`);
  }
  if (!isFormula) checkNeeds(typeName, kind, definition);
  if (before) {
    schema.unlinkChild(before);
    if (before.type !== kind.type && typeName !== 'Summary') refuseTypeChange(before, typeName);
  }
  const field = addField(object, {
    name,
    label: textOf(definition['label']) ?? name,
    type: kind.type,
    isCustom: true,
    helpText: textOf(definition['inlineHelpText']),
    manageability: textOf(definition['fieldManageability']),
  });
  sizes(field, typeName, kind, definition);
  flags(field, typeName, definition);
  if (kind.type === 'picklist' || kind.type === 'multipicklist') picklist(field, definition, globalValues);
  if (kind.type === 'reference') reference(field, typeName, definition, schema);
  if (isFormula) formula(field, definition);
  if (typeName === 'Summary') summary(field, definition);
  if (kind.type === 'location') locationParts(field, definition);
  // Whoever holds the old description sees the new facts.
  if (before) object.fields.set(name.toLowerCase(), Object.assign(before, field));
  if (object.name === 'Contact') mirrorOnPersonAccounts(field, schema);
}

/** With person accounts, fields of contacts are fields of accounts too, by another ending; relationships stay with the contact. */
function mirrorOnPersonAccounts(field: FieldInfo, schema: OrgSchema): void {
  const account = schema.object('Account');
  const isData = field.type !== 'reference' && field.formula === undefined;
  if (!account?.fields.has('ispersonaccount') || !isData) return;
  const mirror = addField(account, { name: field.name.replace(/__c$/, '__pc'), type: field.type });
  Object.assign(mirror, field, { object: account, name: mirror.name });
}

/** `Place__c` is read as a whole and written in its parts, `Place__Latitude__s` and `Place__Longitude__s`. */
function locationParts(field: FieldInfo, definition: Element): void {
  for (const part of ['Latitude', 'Longitude']) {
    addField(field.object, {
      name: field.name.replace(/__c$/, `__${part}__s`),
      label: `${field.label} (${part})`,
      type: 'double',
      precision: 3 + number(definition, 'scale'),
      scale: number(definition, 'scale'),
      isCustom: true,
    });
  }
  Object.assign(field, {
    isCreateable: false,
    isUpdateable: false,
    isSortable: false,
    isGroupable: false,
    isRequired: false,
  });
}

function checkNeeds(typeName: string, kind: FieldKind, definition: Element): void {
  for (const need of kind.needs) {
    if (textOf(definition[need]) !== undefined || definition[need] !== undefined) continue;
    throw new Refusal(`Must specify '${need}' for a CustomField of type ${typeName}`);
  }
}

function refuseTypeChange(before: FieldInfo, typeName: string): void {
  const isHarmless = /^(string|textarea|email|phone|url|picklist|double|currency|percent)$/.test(before.type);
  if (!isHarmless) throw new Refusal(`Cannot change field type from ${before.type} to ${typeName}`);
}

/** Standard fields: label, help text, history are accepted; nothing structural can be changed. */
function changeStandardField(object: ObjectInfo, name: string, definition: Element): void {
  const field = object.fields.get(name.toLowerCase()) ?? object.fields.get(`${name}id`.toLowerCase());
  if (!field) throw new Refusal(`Could not resolve standard field's name: ${name}`);
  const help = textOf(definition['inlineHelpText']);
  if (help !== undefined) field.helpText = help;
  if (definition['required'] !== undefined) field.isRequired = isTrue(definition['required']);
}

function number(definition: Element, name: string): number {
  const text = textOf(definition[name])?.trim() ?? '';
  if (!/^\d+$/.test(text)) throw new Refusal(`'${text}' is not a valid value for the type xsd:int: ${name}`);
  return Number(text);
}

function sizes(field: FieldInfo, typeName: string, kind: FieldKind, definition: Element): void {
  if (kind.length !== undefined) field.length = kind.length;
  if (definition['length'] !== undefined) field.length = number(definition, 'length');
  const limit = typeName === 'Text' ? 255 : typeName === 'LongTextArea' || typeName === 'Html' ? 131_072 : undefined;
  if (limit !== undefined && definition['formula'] === undefined && (field.length < 1 || field.length > limit)) {
    throw new Refusal(`Length for ${field.name} must be between 1 and ${limit}`);
  }
  if (typeName === 'LongTextArea' || typeName === 'Html' || typeName === 'EncryptedText') {
    Object.assign(field, { isFilterable: false, isSortable: false, isGroupable: false });
  }
  if (/^(double|currency|percent)$/.test(field.type)) {
    field.precision = definition['precision'] === undefined ? 18 : number(definition, 'precision');
    field.scale = definition['scale'] === undefined ? (typeName === 'Summary' ? 0 : 2) : number(definition, 'scale');
    if (field.precision > 18 || field.scale > field.precision) {
      throw new Refusal(`Precision of ${field.name} must be at most 18 and its scale at most its precision`);
    }
  }
}

function flags(field: FieldInfo, typeName: string, definition: Element): void {
  field.isRequired = isTrue(definition['required']) || typeName === 'MasterDetail';
  field.isNillable = !field.isRequired && field.type !== 'boolean';
  field.isUnique = isTrue(definition['unique']);
  field.isCaseSensitive = field.isUnique && isTrue(definition['caseSensitive']);
  field.isExternalId = isTrue(definition['externalId']);
  field.isIdLookup = field.isExternalId || field.isUnique;
  if (
    (field.isExternalId || field.isUnique) &&
    !/^(Text|Number|Email|AutoNumber)$/.test(typeName) &&
    field.object.kind !== 'customMetadata'
  ) {
    throw new Refusal(`A field of type ${typeName} can not be unique or an external ID: ${field.name}`);
  }
  field.defaultValue = textOf(definition['defaultValue']);
  if (typeName === 'AutoNumber') {
    field.isAutoNumber = true;
    field.autoNumberFormat = textOf(definition['displayFormat']);
    field.autoNumberStart = definition['startingNumber'] === undefined ? 1 : number(definition, 'startingNumber');
    Object.assign(field, { isCreateable: false, isUpdateable: false, isNillable: false, isDefaultedOnCreate: true });
  }
}

function picklist(field: FieldInfo, definition: Element, globalValues: GlobalValues): void {
  const set = definition['valueSet'] as Element | undefined;
  if (set === undefined || typeof set !== 'object') {
    if (definition['formula'] !== undefined) return;
    if (definition['picklist'] !== undefined) return ownPicklist(field, definition['picklist'] as Element);
    throw new Refusal(`Must specify a picklist value set for ${field.name}`);
  }
  const name = textOf(set['valueSetName']);
  const inline = set['valueSetDefinition'] as Element | undefined;
  field.isRestrictedPicklist = isTrue(set['restricted']) || name !== undefined;
  if (name !== undefined) {
    const values = globalValues(name);
    if (!values) throw new Refusal(`Picklist value set ${name} not found for ${field.name}`);
    field.picklist = values;
  } else if (inline) field.picklist = picklistValues(inline['value']);
  dependency(field, set);
  const preset = field.picklist.find((value) => value.isDefault);
  if (preset && field.defaultValue === undefined) field.defaultValue = JSON.stringify(preset.value);
}

/** As it was written before API 38. */
function ownPicklist(field: FieldInfo, list: Element): void {
  const values = listOf(list['picklistValues']);
  field.picklist = picklistValues(values);
  const preset = field.picklist.find((value) => value.isDefault);
  if (preset && field.defaultValue === undefined) field.defaultValue = JSON.stringify(preset.value);
  const controller = textOf(list['controllingField']);
  if (controller === undefined) return;
  field.controllingField = controller;
  field.validFor = new Map(
    values.map((each, index) => [
      field.picklist[index]!.value.toLowerCase(),
      textsOf(each['controllingFieldValues']).map(decode),
    ]),
  );
}

/** What the values of a dependent picklist go with. */
function dependency(field: FieldInfo, set: Element): void {
  const controller = textOf(set['controllingField']);
  if (controller === undefined) return;
  field.controllingField = controller;
  field.validFor = new Map();
  for (const setting of listOf(set['valueSettings'])) {
    const name = decode(textOf(setting['valueName']) ?? '').toLowerCase();
    const controlling = textsOf(setting['controllingFieldValue']).map(decode);
    field.validFor.set(name, [...(field.validFor.get(name) ?? []), ...controlling]);
  }
}

export function picklistValues(values: unknown): PicklistValue[] {
  return listOf(values).map((each) => {
    const value = decode(textOf(each['fullName']) ?? '');
    const entry: PicklistValue = {
      value,
      label: textOf(each['label']) ?? value,
      isActive: each['isActive'] === undefined || isTrue(each['isActive']),
      isDefault: isTrue(each['default']),
    };
    const facts: Record<string, string | number | boolean> = {};
    for (const name of ['closed', 'won', 'converted', 'highPriority', 'reviewed', 'cssExposed']) {
      if (each[name] !== undefined) facts[name] = isTrue(each[name]);
    }
    if (each['probability'] !== undefined) facts['probability'] = Number(textOf(each['probability']));
    if (each['forecastCategory'] !== undefined) facts['forecastCategory'] = textOf(each['forecastCategory'])!;
    if (Object.keys(facts).length > 0) entry.facts = facts;
    return entry;
  });
}

/** Full names of values are URL-encoded where they hold special characters. */
function decode(text: string): string {
  return /%[0-9A-Fa-f]{2}/.test(text) ? decodeURIComponent(text) : text;
}

function reference(field: FieldInfo, typeName: string, definition: Element, schema: OrgSchema): void {
  const targets = textsOf(definition['referenceTo']);
  for (const target of targets) {
    const object = schema.object(target);
    if (!object) throw new Refusal(`referenceTo value of '${target}' does not resolve to a valid sObject type`);
    field.referenceTo.push(object.name);
  }
  field.relationshipName = field.name.replace(/__c$/, '__r');
  if (typeName === 'MetadataRelationship') {
    // Relationships to entity and field definitions hold their API names.
    if (/^(EntityDefinition|FieldDefinition|EntityParticle)$/.test(field.referenceTo[0] ?? ''))
      Object.assign(field, { type: 'string', length: 255 });
    field.controllingField = textOf(definition['metadataRelationshipControllingField'])?.split('.').pop();
    const name = textOf(definition['relationshipName']);
    schema.linkChild(field, name === undefined ? undefined : `${name}__r`);
    return;
  }
  field.isMasterDetail = typeName === 'MasterDetail';
  field.isReparentable = field.isMasterDetail ? isTrue(definition['reparentableMasterDetail']) : true;
  if (field.isMasterDetail && !field.isReparentable) field.isUpdateable = false;
  const constraint = textOf(definition['deleteConstraint']) as FieldInfo['deleteConstraint'];
  field.deleteConstraint = field.isMasterDetail ? 'Cascade' : (constraint ?? 'SetNull');
  if (field.isRequired && !field.isMasterDetail && field.deleteConstraint === 'SetNull') {
    throw new Refusal(`Cannot have a required lookup with delete constraint SetNull: ${field.name}`);
  }
  const childName = textOf(definition['relationshipName']);
  if (childName !== undefined) checkChildName(field, `${childName}__r`, schema);
  schema.linkChild(field, childName === undefined ? undefined : `${childName}__r`);
  if (field.isMasterDetail && field.object.sharingModel !== 'ControlledByParent' && field.object.kind === 'custom') {
    throw new Refusal(
      `Cannot set sharingModel to ${field.object.sharingModel} on a CustomObject with a MasterDetail relationship field`,
    );
  }
  if (field.isMasterDetail) field.object.fields.delete('ownerid');
}

function checkChildName(field: FieldInfo, name: string, schema: OrgSchema): void {
  for (const target of field.referenceTo) {
    const taken = schema
      .object(target)
      ?.childRelationships.find(
        (child) =>
          child.name?.toLowerCase() === name.toLowerCase() &&
          (child.childObject !== field.object.name || child.field !== field.name),
      );
    if (taken)
      throw new Refusal(`There is already a Child Relationship named ${name.replace(/__r$/, '')} on ${target}.`);
  }
}

function formula(field: FieldInfo, definition: Element): void {
  field.formula = textOf(definition['formula']) ?? '';
  const blanks = textOf(definition['formulaTreatBlanksAs']);
  field.formulaBlanks = blanks === 'BlankAsBlank' ? 'BlankAsBlank' : 'BlankAsZero';
  Object.assign(field, { isCreateable: false, isUpdateable: false, isRequired: false, isNillable: true });
  if (field.type === 'string') field.length = 1300;
}

function summary(field: FieldInfo, definition: Element): void {
  const operation = textOf(definition['summaryOperation']) as SummaryInfo['operation'];
  const [childObject = '', childField = ''] = (textOf(definition['summaryForeignKey']) ?? '').split('.');
  field.summary = {
    operation,
    childObject,
    childField,
    summarizedField: textOf(definition['summarizedField']),
    filters: listOf(definition['summaryFilterItems']).map((each) => ({
      field: textOf(each['field']) ?? '',
      operation: textOf(each['operation']) ?? '',
      value: textOf(each['value']) ?? '',
    })),
  };
  Object.assign(field, { isCreateable: false, isUpdateable: false, isDefaultedOnCreate: true });
}

/** After all fields are there: the detail, its lookup and the summarised field decide the type. */
export function finishSummary(field: FieldInfo, schema: OrgSchema): void {
  const { childObject, childField, summarizedField, operation } = field.summary!;
  const child = schema.object(childObject);
  const lookup = child?.fields.get(childField.toLowerCase());
  if (!lookup || !isSummarised(lookup))
    throw new Refusal(`summaryForeignKey ${childObject}.${childField} is no master-detail field`);
  if (operation === 'count') {
    Object.assign(field, { type: 'double', precision: 18, scale: 0 });
    return;
  }
  const summed = child!.fields.get((summarizedField ?? '').split('.').at(-1)!.toLowerCase());
  if (!summed) throw new Refusal(`summarizedField ${summarizedField ?? '(none)'} not found`);
  Object.assign(field, { type: summed.type, precision: 18, scale: summed.scale });
}
