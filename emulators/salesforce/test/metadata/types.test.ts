/** Which files make which components. */
import { readComponents } from '../../src/metadata/read.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const xml = (root: string): Uint8Array => bytes(`<?xml version="1.0"?><${root}></${root}>`);

function read(files: Record<string, Uint8Array>): string[] {
  const { components, problems } = readComponents(new Map(Object.entries(files)));
  expect(problems).toEqual([]);
  return components.map(({ type, fullName }) => `${type} ${fullName}`);
}

test('rarer types are read by folder and suffix', () => {
  expect(
    read({
      'app/main/animationRules/A.animationRule-meta.xml': xml('AnimationRule'),
      'app/main/customindex/B__c.C__c.indx-meta.xml': xml('CustomIndex'),
    }),
  ).toEqual(['AnimationRule A', 'CustomIndex B__c.C__c']);
});

test('parts of objects, folders of reports, read-mes', () => {
  expect(
    read({
      'app/objects/A__c/webLinks/Go.webLink-meta.xml': xml('WebLink'),
      'app/reports/Mine.reportFolder-meta.xml': xml('ReportFolder'),
      'app/classes/README.md': bytes('read me'),
      'app/objectTranslations/A__c-en_US/B__c.fieldTranslation-meta.xml': xml('CustomFieldTranslation'),
    }),
  ).toEqual(['WebLink A__c.Go', 'Report Mine']);
});

test('a file in the folder of another type goes by its suffix', () => {
  expect(read({ 'app/customMetadata/Mine.flow-meta.xml': xml('Flow') })).toEqual(['Flow Mine']);
});
