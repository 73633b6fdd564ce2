/** All cases, and the few objects they use. */
import type { Schema } from '../../src/schema/model.ts';
import { customObject, field, schemaOf } from '../check/schema-double.ts';
import type { Case } from './case.ts';
import { classes } from './classes.ts';
import { expressions } from './expressions.ts';
import { nasty } from './nasty.ts';
import { records } from './records.ts';
import { statements } from './statements.ts';

export const corpus: Case[] = [...statements, ...expressions, ...records, ...classes, ...nasty];

/** The source with its class named for the case. */
export function named(entry: Case, name: string): string {
  return entry.source.replace(/\bT\b/g, name);
}

export function corpusSchema(): Schema {
  const schema = schemaOf();
  const widget = customObject('Widget__c', 'custom');
  field(widget, 'Key__c', 'string', { isExternalId: true, isUnique: true });
  field(widget, 'Size__c', 'double');
  field(widget, 'When__c', 'date');
  field(widget, 'On__c', 'boolean');
  field(widget, 'Account__c', 'reference', { referenceTo: ['Account'], relationshipName: 'Account__r' });
  const own = [
    widget,
    { ...customObject('Setting__c', 'customSetting'), customSettingsType: 'Hierarchy' as const },
    customObject('Rule__mdt', 'customMetadata'),
    customObject('Signal__e', 'platformEvent'),
  ];
  const objects = new Map(own.map((object) => [object.name.toLowerCase(), object]));
  const account = schema.object('Account')!;
  account.childRelationships.push({
    name: 'Widgets__r',
    childObject: 'Widget__c',
    field: 'Account__c',
    isCascadeDelete: false,
    isRestrictedDelete: false,
  });
  return {
    ...schema,
    object: (name) => objects.get(name.toLowerCase()) ?? schema.object(name),
    label: (name) => (name.toLowerCase() === 'greeting' ? 'Hello' : undefined),
  };
}
