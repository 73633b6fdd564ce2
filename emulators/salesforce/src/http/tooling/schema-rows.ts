/** Tooling rows of components that describe the schema: CustomObject, CustomField and others by their names alone. */
import type { MetadataComponent, Org } from '../../org/services.ts';
import { timestamp } from '../json.ts';
import type { Row } from './rows.ts';

export function customObjectRows(org: Org): Row[] {
  return [...org.metadata.components('CustomObject')]
    .filter(({ fullName }) => /__\w+$/.test(fullName))
    .map((component) => ({
      ...baseRow(component),
      DeveloperName: component.fullName.replace(/__\w+$/, ''),
      Description: component.definition.description ?? null,
    }));
}

/** Fields of custom objects name their object by its id, those of standard ones by its name. */
export function customFieldRows(org: Org): Row[] {
  return [...org.metadata.components('CustomField')]
    .filter(({ fullName }) => /\.\w+__c$/.test(fullName))
    .map((component) => {
      const [object = '', field = ''] = component.fullName.split('.');
      const id = /__\w+$/.test(object) ? org.metadata.component('CustomObject', object)?.id.slice(0, 15) : undefined;
      return {
        ...baseRow(component),
        DeveloperName: field.replace(/__c$/, ''),
        TableEnumOrId: id ?? object,
        EntityDefinitionId: id ?? object,
        EntityDefinition: { QualifiedApiName: object },
        Description: component.definition.description ?? null,
        InlineHelpText: component.definition.inlineHelpText ?? null,
      };
    });
}

export function namedRows(type: string): (org: Org) => Row[] {
  return (org) =>
    [...org.metadata.components(type)].map((component) => ({
      ...baseRow(component),
      Name: component.fullName,
      DeveloperName: component.fullName.split('.').at(-1),
      MasterLabel: component.definition.masterLabel ?? component.definition.label ?? component.fullName,
    }));
}

function baseRow({ id, fullName, definition, createdDate, lastModifiedDate }: MetadataComponent): Row {
  return {
    Id: id,
    FullName: fullName,
    NamespacePrefix: null,
    ManageableState: 'unmanaged',
    CreatedDate: timestamp(createdDate),
    LastModifiedDate: timestamp(lastModifiedDate),
    Metadata: definition,
  };
}
