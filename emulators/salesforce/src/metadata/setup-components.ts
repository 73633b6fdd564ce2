/** Components that are rows of setup objects and nothing more: reports, e-mail templates, letterheads, list views, named credentials. */
import { ApexBlob } from '../apex/runtime/blob.ts';
import type { Row } from '../storage/row.ts';
import type { Component } from './component.ts';
import { ensureRow } from './setup-rows.ts';
import type { Target } from './target.ts';
import { isTrue, textOf } from './xml.ts';

type Applier = (component: Component, target: Target) => void;

const decoder = new TextDecoder();

function folder(developerName: string, Type: string, target: Target, name?: string): Row {
  const known = name === undefined ? {} : { Name: name };
  return ensureRow(target, 'Folder', { DeveloperName: developerName, Type }, known);
}

/** `Folder/Name`; a component without a slash is a folder itself. */
function inFolder(
  { fullName, definition }: Component,
  type: string,
  target: Target,
): { row: Row; name: string } | undefined {
  const parts = fullName.split('/');
  const name = parts.pop()!;
  const own = parts.at(-1);
  if (own !== undefined) return { row: folder(own, type, target), name };
  folder(name, type, target, textOf(definition['name']) ?? name);
  return undefined;
}

const report: Applier = (component, target) => {
  const place = inFolder(component, 'Report', target);
  if (!place || !target.schema.object('Report')) return;
  const { definition } = component;
  ensureRow(
    target,
    'Report',
    { DeveloperName: place.name },
    {
      Name: textOf(definition['name']) ?? place.name,
      Description: textOf(definition['description']),
      Format: textOf(definition['format']),
      FolderName: place.row['Name'] ?? place.row['DeveloperName'],
      OwnerId: place.row.Id,
    },
  );
};

const emailTemplate: Applier = (component, target) => {
  const place = inFolder(component, 'Email', target);
  if (!place) return;
  const { definition, files } = component;
  const content = [...files].find(([path]) => !path.endsWith('-meta.xml'))?.[1];
  const text = content && decoder.decode(content);
  const TemplateType = textOf(definition['type']) ?? 'text';
  ensureRow(
    target,
    'EmailTemplate',
    { DeveloperName: place.name, FolderId: place.row.Id },
    {
      Name: textOf(definition['name']) ?? place.name,
      Description: textOf(definition['description']),
      Subject: textOf(definition['subject']),
      TemplateType,
      TemplateStyle: textOf(definition['style']) ?? 'none',
      IsActive: isTrue(definition['available']),
      Encoding: textOf(definition['encodingKey']) ?? 'UTF-8',
      UiType: textOf(definition['uiType']) ?? 'Aloha',
      FolderName: place.row['Name'] ?? place.row['DeveloperName'],
      ...(TemplateType === 'text' ? { Body: text } : { HtmlValue: text, Body: textOf(definition['textOnly']) }),
    },
  );
};

const document: Applier = (component, target) => {
  const place = inFolder(component, 'Document', target);
  if (!place || !target.schema.object('Document')) return;
  const { definition, files } = component;
  const content = [...files].find(([path]) => !path.endsWith('-meta.xml'))?.[1];
  ensureRow(
    target,
    'Document',
    { DeveloperName: place.name, FolderId: place.row.Id },
    {
      Name: textOf(definition['name']) ?? place.name,
      Description: textOf(definition['description']),
      IsPublic: isTrue(definition['public']),
      IsInternalUseOnly: isTrue(definition['internalUseOnly']),
      ...(content && { Body: new ApexBlob(content), BodyLength: content.length }),
    },
  );
};

const letterhead: Applier = ({ fullName, definition }, target) => {
  if (!target.schema.object('BrandTemplate')) return;
  ensureRow(
    target,
    'BrandTemplate',
    { DeveloperName: fullName },
    {
      Name: textOf(definition['name']) ?? fullName,
      Description: textOf(definition['description']),
      IsActive: isTrue(definition['available']),
    },
  );
};

const listView: Applier = ({ fullName, definition }, target) => {
  const [SobjectType = '', DeveloperName = ''] = fullName.split('.');
  const Name = textOf(definition['label']) ?? DeveloperName;
  ensureRow(target, 'ListView', { DeveloperName, SobjectType }, { Name, IsSoqlCompatible: true });
};

const namedCredential: Applier = ({ fullName, definition }, target) => {
  ensureRow(
    target,
    'NamedCredential',
    { DeveloperName: fullName },
    {
      MasterLabel: textOf(definition['label']) ?? fullName,
      Endpoint: textOf(definition['endpoint']),
      PrincipalType: textOf(definition['principalType']),
      Language: 'en_US',
    },
  );
};

export const SETUP_COMPONENTS: [type: string, applier: Applier][] = [
  ['Report', report],
  ['EmailTemplate', emailTemplate],
  ['Document', document],
  ['Letterhead', letterhead],
  ['ListView', listView],
  ['NamedCredential', namedCredential],
];
