/** The setting record of an org, as its admin deploys it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes the record Default with these values. @returns a folder to deploy */
export function writeSetting(folder: string, values: Record<string, string>): string {
  const records = join(folder, 'settings', 'main', 'default', 'customMetadata');
  mkdirSync(records, { recursive: true });
  const value = (name: string, type: string, text: string): string =>
    `    <values>\n        <field>${name}</field>\n        <value xsi:type="xsd:${type}">${text}</value>\n    </values>\n`;
  const texts = Object.entries(values).map(([name, text]) => value(name, 'string', text));
  writeFileSync(
    join(records, 'Shopify_Setting.Default.md-meta.xml'),
    `<?xml version="1.0" encoding="UTF-8"?>
<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
    <label>Default</label>
    <protected>false</protected>
${value('Is_Active__c', 'boolean', 'true')}${texts.join('')}</CustomMetadata>
`,
  );
  return join(folder, 'settings');
}
