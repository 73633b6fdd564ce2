/** Destructive changes. */
import { fieldOf } from '../schema/model.ts';
import type { MetadataComponent } from '../org/services.ts';
import { Refusal } from './fields.ts';
import type { Target } from './target.ts';
import { listOf, textOf } from './xml.ts';
import type { Row } from '../storage/row.ts';

/** @throws Refusal where something still needs the component */
export function removeComponent({ type, fullName, definition }: MetadataComponent, target: Target): void {
  const { schema, storage } = target;
  const [objectName = '', name = ''] = fullName.split('.');
  const object = schema.object(objectName);
  switch (type) {
    case 'CustomObject': {
      for (const row of [...storage.table(objectName).rows.keys()]) storage.remove(objectName, row);
      schema.remove(objectName);
      if (objectName.endsWith('__c')) schema.remove(objectName.replace(/__c$/, '__Share'));
      return;
    }
    case 'CustomField': {
      const field = object && fieldOf(object, name);
      if (!object || !field) throw new Refusal(`No CustomField named: ${fullName} found`);
      schema.unlinkChild(field);
      object.fields.delete(name.toLowerCase());
      for (const row of [...storage.table(objectName).rows.values()]) {
        if (row[field.name] === undefined) continue;
        const { [field.name]: gone, ...rest } = row as Record<string, unknown>;
        void gone;
        storage.put(objectName, rest as Row);
      }
      return;
    }
    case 'ValidationRule':
      if (object) object.validationRules = object.validationRules.filter((rule) => rule.name !== name);
      return;
    case 'RecordType':
      if (object) object.recordTypes = object.recordTypes.filter((each) => each.developerName !== name);
      return;
    case 'FieldSet':
      if (object) object.fieldSets = object.fieldSets.filter((each) => each.name !== name);
      return;
    case 'CustomMetadata':
      for (const row of [...storage.table(`${objectName}__mdt`).rows.values()]) {
        if (row['QualifiedApiName'] === name) storage.remove(`${objectName}__mdt`, row.Id);
      }
      return;
    case 'PermissionSet':
      for (const row of [...storage.table('PermissionSet').rows.values()]) {
        if (row['Name'] !== fullName) continue;
        storage.remove('PermissionSet', row.Id);
        for (const each of [...storage.table('PermissionSetAssignment').matching('PermissionSetId', row.Id)])
          storage.remove('PermissionSetAssignment', each.Id);
      }
      return;
    case 'Queue':
      for (const row of [...storage.table('Group').rows.values()]) {
        if (row['DeveloperName'] === fullName && row['Type'] === 'Queue') storage.remove('Group', row.Id);
      }
      return;
    case 'CustomLabels':
      void listOf(definition['labels']).map((each) => textOf(each['fullName']));
      return;
    default:
  }
}
