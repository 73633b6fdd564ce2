/** Small metadata files, right and wrong. */

export interface MetadataCase {
  name: string;
  /** Path in source format → XML without its head. */
  files: Record<string, string>;
  /** Part of what the org says; undefined = it accepts. */
  message?: string;
}

const xmlns = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

const element = (root: string, body: string): string => `${head}<${root} ${xmlns}>${body}</${root}>\n`;

const objectBody =
  '<label>Gadget</label><pluralLabel>Gadgets</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>';
const objectFile = (name: string, body: string): Record<string, string> => ({
  [`objects/${name}/${name}.object-meta.xml`]: element('CustomObject', body),
});
const gadget = objectFile('Gadget__c', objectBody);
const field = (object: string, name: string, body: string): Record<string, string> => ({
  [`objects/${object}/fields/${name}.field-meta.xml`]: element('CustomField', `<fullName>${name}</fullName>${body}`),
});
const gadgetField = (name: string, body: string): Record<string, string> => ({
  ...gadget,
  ...field('Gadget__c', name, body),
});
const rule = (formula: string, extra = ''): Record<string, string> => ({
  ...gadgetField('Size__c', '<label>Size</label><type>Number</type><precision>18</precision><scale>2</scale>'),
  'objects/Gadget__c/validationRules/Check.validationRule-meta.xml': element(
    'ValidationRule',
    `<fullName>Check</fullName><active>true</active><errorConditionFormula>${formula}</errorConditionFormula>${extra}<errorMessage>No</errorMessage>`,
  ),
});
const permissionSet = (body: string): Record<string, string> => ({
  ...gadgetField('Key__c', '<label>Key</label><type>Text</type><length>10</length>'),
  'permissionsets/P.permissionset-meta.xml': element('PermissionSet', body),
});
const record = (body: string): Record<string, string> => ({
  ...objectFile('Law__mdt', '<label>Law</label><pluralLabel>Laws</pluralLabel>'),
  ...field('Law__mdt', 'Text__c', '<label>Text</label><type>Text</type><length>10</length>'),
  'customMetadata/Law.One.md-meta.xml': `${head}<CustomMetadata ${xmlns} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><label>One</label>${body}</CustomMetadata>\n`,
});
const value = (name: string, text: string): string =>
  `<values><field>${name}</field><value xsi:type="xsd:string">${text}</value></values>`;

export const metadataCases: MetadataCase[] = [
  { name: 'an object', files: gadget },
  {
    name: 'an object with an unknown element',
    files: objectFile('Gadget__c', `${objectBody}<colour>red</colour>`),
    message: 'colour invalid at this location in type CustomObject',
  },
  {
    name: 'an object without a label',
    files: objectFile('Gadget__c', objectBody.replace('<label>Gadget</label>', '')),
    message: 'Required field is missing: label',
  },
  {
    name: 'an object without a name field',
    files: objectFile('Gadget__c', objectBody.replace(/<nameField>.*<\/nameField>/, '')),
    message: 'nameField',
  },
  {
    name: 'an object with a wrong sharing model',
    files: objectFile('Gadget__c', objectBody.replace('ReadWrite', 'Everyone')),
    message: "'Everyone' is not a valid value for the enum 'SharingModel'",
  },
  {
    name: 'a standard object that does not exist',
    files: objectFile('Gadget', '<label>Gadget</label>'),
    message: "named 'Gadget' cannot be found",
  },
  {
    name: 'a platform event',
    files: objectFile(
      'Ping__e',
      '<label>Ping</label><pluralLabel>Pings</pluralLabel><eventType>HighVolume</eventType><publishBehavior>PublishImmediately</publishBehavior>',
    ),
  },
  {
    name: 'XML that is not closed',
    files: { 'objects/Gadget__c/Gadget__c.object-meta.xml': `${head}<CustomObject ${xmlns}><label>x` },
    message: '',
  },
  {
    name: 'another root element',
    files: { 'objects/Gadget__c/Gadget__c.object-meta.xml': element('CustomThing', objectBody) },
    message: 'CustomThing',
  },
  {
    name: 'a text field',
    files: gadgetField(
      'Key__c',
      '<label>Key</label><type>Text</type><length>80</length><externalId>true</externalId><unique>true</unique>',
    ),
  },
  {
    name: 'a text field without a length',
    files: gadgetField('Key__c', '<label>Key</label><type>Text</type>'),
    message: "Must specify 'length' for a CustomField of type Text",
  },
  {
    name: 'a text field that is too long',
    files: gadgetField('Key__c', '<label>Key</label><type>Text</type><length>300</length>'),
    message: 'Length for Key__c must be between 1 and 255',
  },
  {
    name: 'a length that is no number',
    files: gadgetField('Key__c', '<label>Key</label><type>Text</type><length>many</length>'),
    message: "'many' is not a valid value for the type xsd:int",
  },
  {
    name: 'a field of an unknown type',
    files: gadgetField('Key__c', '<label>Key</label><type>Sound</type>'),
    message: 'Sound',
  },
  { name: 'a field without a type', files: gadgetField('Key__c', '<label>Key</label>'), message: 'type' },
  {
    name: 'a field with an unknown element',
    files: gadgetField(
      'Key__c',
      '<label>Key</label><type>Checkbox</type><defaultValue>false</defaultValue><mood>good</mood>',
    ),
    message: 'mood invalid at this location in type CustomField',
  },
  {
    name: 'a field of a missing object',
    files: field('Nothing__c', 'Key__c', '<label>Key</label><type>Checkbox</type><defaultValue>false</defaultValue>'),
    message: 'Nothing__c',
  },
  {
    name: 'a field name with two underscores',
    files: gadgetField('A__b__c', '<label>Key</label><type>Checkbox</type><defaultValue>false</defaultValue>'),
    message: 'must begin with a letter',
  },
  {
    name: 'a date that is unique',
    files: gadgetField('Day__c', '<label>Day</label><type>Date</type><unique>true</unique>'),
    message: 'can not be unique',
  },
  {
    name: 'a number with a scale above its precision',
    files: gadgetField('Size__c', '<label>Size</label><type>Number</type><precision>4</precision><scale>6</scale>'),
    message: 'Precision',
  },
  {
    name: 'a lookup',
    files: gadgetField(
      'Account__c',
      '<label>Account</label><type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Gadgets</relationshipName>',
    ),
  },
  {
    name: 'a lookup to nothing',
    files: gadgetField(
      'Other__c',
      '<label>Other</label><type>Lookup</type><referenceTo>Nothing__c</referenceTo><relationshipName>Gadgets</relationshipName>',
    ),
    message: 'Nothing__c',
  },
  {
    name: 'a lookup without a target',
    files: gadgetField(
      'Other__c',
      '<label>Other</label><type>Lookup</type><relationshipName>Gadgets</relationshipName>',
    ),
    message: 'referenceTo',
  },
  {
    name: 'a picklist',
    files: gadgetField(
      'Mood__c',
      '<label>Mood</label><type>Picklist</type><valueSet><valueSetDefinition><sorted>false</sorted><value><fullName>Good</fullName><default>false</default><label>Good</label></value></valueSetDefinition></valueSet>',
    ),
  },
  {
    name: 'a picklist without values',
    files: gadgetField('Mood__c', '<label>Mood</label><type>Picklist</type>'),
    message: 'picklist value set',
  },
  {
    name: 'a picklist with a missing value set',
    files: gadgetField(
      'Mood__c',
      '<label>Mood</label><type>Picklist</type><valueSet><valueSetName>Moods</valueSetName></valueSet>',
    ),
    message: 'Moods',
  },
  {
    name: 'a formula',
    files: {
      ...gadgetField('Size__c', '<label>Size</label><type>Number</type><precision>18</precision><scale>2</scale>'),
      ...field(
        'Gadget__c',
        'Twice__c',
        '<label>Twice</label><type>Number</type><precision>18</precision><scale>2</scale><formula>Size__c * 2</formula>',
      ),
    },
  },
  {
    name: 'a formula over a missing field',
    files: gadgetField(
      'Twice__c',
      '<label>Twice</label><type>Number</type><precision>18</precision><scale>2</scale><formula>Missing__c * 2</formula>',
    ),
    message: 'Missing__c',
  },
  {
    name: 'a formula with a syntax error',
    files: gadgetField(
      'Twice__c',
      '<label>Twice</label><type>Number</type><precision>18</precision><scale>2</scale><formula>2 * (</formula>',
    ),
    message: '',
  },
  {
    name: 'a formula with an unknown function',
    files: gadgetField(
      'Twice__c',
      '<label>Twice</label><type>Number</type><precision>18</precision><scale>2</scale><formula>DOUBLE(2)</formula>',
    ),
    message: 'DOUBLE',
  },
  { name: 'a validation rule', files: rule('Size__c &gt; 5', '<errorDisplayField>Size__c</errorDisplayField>') },
  { name: 'a validation rule over a missing field', files: rule('Missing__c &gt; 5'), message: 'Missing__c' },
  {
    name: 'a validation rule that shows at a missing field',
    files: rule('Size__c &gt; 5', '<errorDisplayField>Missing__c</errorDisplayField>'),
    message: 'Missing__c',
  },
  {
    name: 'a permission set',
    files: permissionSet(
      '<label>P</label><objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Gadget__c</object><viewAllRecords>false</viewAllRecords></objectPermissions><fieldPermissions><editable>true</editable><field>Gadget__c.Key__c</field><readable>true</readable></fieldPermissions>',
    ),
  },
  {
    name: 'a permission set without a label',
    files: permissionSet('<description>x</description>'),
    message: 'Required field is missing: label',
  },
  {
    name: 'a permission on a missing object',
    files: permissionSet(
      '<label>P</label><objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Nothing__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>',
    ),
    message: 'no CustomObject named Nothing__c found',
  },
  {
    name: 'edit without read',
    files: permissionSet(
      '<label>P</label><objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>false</allowRead><modifyAllRecords>false</modifyAllRecords><object>Gadget__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>',
    ),
    message: 'depends on permission(s): Read Gadget__c',
  },
  {
    name: 'a permission on a missing field',
    files: permissionSet(
      '<label>P</label><fieldPermissions><editable>false</editable><field>Gadget__c.Missing__c</field><readable>true</readable></fieldPermissions>',
    ),
    message: 'no CustomField named Gadget__c.Missing__c found',
  },
  {
    name: 'a custom permission that does not exist',
    files: permissionSet(
      '<label>P</label><customPermissions><enabled>true</enabled><name>Fly</name></customPermissions>',
    ),
    message: 'Fly',
  },
  { name: 'a custom metadata record', files: record(value('Text__c', 'short')) },
  { name: 'a record with a missing field', files: record(value('Missing__c', 'x')), message: 'Missing__c' },
  {
    name: 'a record with a text that is too long',
    files: record(value('Text__c', 'much too long for it')),
    message: '',
  },
  {
    name: 'a record of a missing type',
    files: { 'customMetadata/Nothing.One.md-meta.xml': element('CustomMetadata', '<label>One</label>') },
    message: 'Nothing',
  },
  {
    name: 'a field set with a missing field',
    files: {
      ...gadget,
      'objects/Gadget__c/fieldSets/F.fieldSet-meta.xml': element(
        'FieldSet',
        '<fullName>F</fullName><label>F</label><displayedFields><field>Missing__c</field></displayedFields>',
      ),
    },
    message: 'Missing__c',
  },
  {
    name: 'a label without a value',
    files: {
      'labels/CustomLabels.labels-meta.xml': element(
        'CustomLabels',
        '<labels><fullName>Hi</fullName><language>en_US</language></labels>',
      ),
    },
    message: '',
  },
  {
    name: 'a file in an unknown folder',
    files: { 'gizmos/G.gizmo-meta.xml': element('Gizmo', '<label>G</label>') },
    message: 'gizmos/G.gizmo-meta.xml',
  },
  {
    name: 'a class with a compile error',
    files: {
      'classes/Wrong.cls': 'public class Wrong { Integer n = missing; }',
      'classes/Wrong.cls-meta.xml': element('ApexClass', '<apiVersion>64.0</apiVersion><status>Active</status>'),
    },
    message: 'Variable does not exist: missing',
  },
  {
    name: 'a class that uses a field deployed with it',
    files: {
      ...gadgetField('On__c', '<label>On</label><type>Checkbox</type><defaultValue>false</defaultValue>'),
      'classes/Right.cls': 'public class Right { Boolean b = new Gadget__c().On__c; }',
      'classes/Right.cls-meta.xml': element('ApexClass', '<apiVersion>64.0</apiVersion><status>Active</status>'),
    },
  },
];
