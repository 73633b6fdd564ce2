/**
 * Asks apex-ls (Java 17, inside @salesforce/code-analyzer-pmd-engine) for its opinion of the negative corpus and lists where it
 * and our expectation differ in `test/negative/apex-ls-disagreements.json`. Each entry needs a reason, written there by hand;
 * the script keeps reasons and fails while one is missing.
 *
 *     node scripts/compare-with-apex-ls.ts
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { corpus, named } from '../test/negative/corpus.ts';

interface Disagreement {
  source: string;
  expected: 'accept' | 'reject';
  /** The platform's words, as we know them. */
  message?: string;
  /** What apex-ls says; `accepts` when it says nothing. */
  apexLs: string;
  reason: string;
}

const jars = join(import.meta.dirname, '../../../node_modules/@salesforce/code-analyzer-pmd-engine/dist/java-lib/*');
const list = join(import.meta.dirname, '../test/negative/apex-ls-disagreements.json');
const workspace = mkdtempSync(join(tmpdir(), 'apex-ls-'));

function write(path: string, text: string): void {
  const file = join(workspace, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const meta = (kind: string, version: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${kind} xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>${version}.0</apiVersion><status>Active</status></${kind}>\n`;

function writeObject(name: string, body: string, fields: [name: string, definition: string][]): void {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  const xmlns = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
  write(
    `force-app/objects/${name}/${name}.object-meta.xml`,
    `${head}<CustomObject ${xmlns}><label>${name}</label>${body}</CustomObject>\n`,
  );
  for (const [field, definition] of fields) {
    write(
      `force-app/objects/${name}/fields/${field}.field-meta.xml`,
      `${head}<CustomField ${xmlns}><fullName>${field}</fullName><label>${field}</label>${definition}</CustomField>\n`,
    );
  }
}

const unitName = (index: number): string => `N${String(index).padStart(3, '0')}`;

function writeWorkspace(): void {
  write(
    'sfdx-project.json',
    JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '65.0' }),
  );
  const plain =
    '<pluralLabel>Many</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>';
  writeObject('Widget__c', plain, [
    ['Key__c', '<type>Text</type><length>80</length><externalId>true</externalId><unique>true</unique>'],
    ['Size__c', '<type>Number</type><precision>18</precision><scale>2</scale>'],
    ['When__c', '<type>Date</type>'],
    ['On__c', '<type>Checkbox</type><defaultValue>false</defaultValue>'],
    [
      'Account__c',
      '<type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Widgets</relationshipName><relationshipLabel>Widgets</relationshipLabel>',
    ],
  ]);
  writeObject('Setting__c', '<customSettingsType>Hierarchy</customSettingsType>', []);
  writeObject('Rule__mdt', '<pluralLabel>Rules</pluralLabel>', []);
  writeObject(
    'Signal__e',
    '<pluralLabel>Signals</pluralLabel><eventType>HighVolume</eventType><publishBehavior>PublishImmediately</publishBehavior>',
    [],
  );
  write(
    'force-app/labels/CustomLabels.labels-meta.xml',
    '<?xml version="1.0" encoding="UTF-8"?>\n<CustomLabels xmlns="http://soap.sforce.com/2006/04/metadata"><labels><fullName>Greeting</fullName><language>en_US</language><protected>false</protected><shortDescription>Greeting</shortDescription><value>Hello</value></labels></CustomLabels>\n',
  );
  for (const [index, entry] of corpus.entries()) {
    const name = unitName(index);
    const isTrigger = entry.kind === 'trigger';
    const path = isTrigger ? `force-app/triggers/${name}.trigger` : `force-app/classes/${name}.cls`;
    write(path, named(entry, name));
    write(`${path}-meta.xml`, meta(isTrigger ? 'ApexTrigger' : 'ApexClass', Math.min(entry.apiVersion ?? 64, 65)));
  }
}

/** First error per unit. */
function ask(): Map<string, string> {
  const parameters = [
    '-cp',
    jars,
    'io.github.apexdevtools.apexls.CheckForIssues',
    '--workspace',
    workspace,
    '--format',
    'json',
    '--detail',
    'errors',
    '--nocache',
  ];
  const run = spawnSync('java', parameters, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const start = run.stdout.indexOf('{');
  if (start < 0) throw new Error(`apex-ls gave no JSON: ${run.stdout.slice(0, 500)} ${run.stderr.slice(0, 500)}`);
  const output = JSON.parse(run.stdout.slice(start)) as {
    files: { path: string; messages: { category: string; message: string }[] }[];
  };
  const found = new Map<string, string>();
  for (const file of output.files) {
    const name = /(N\d+)\.(cls|trigger)$/.exec(file.path)?.[1];
    const [first] = file.messages.filter((message) => /Error|Syntax|Missing/.test(message.category));
    if (name && first) found.set(name, first.message);
  }
  return found;
}

writeWorkspace();
const opinions = ask();
rmSync(workspace, { recursive: true });
const known: Disagreement[] = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Disagreement[]) : [];
const reasons = new Map(known.map((entry) => [entry.source, entry.reason]));
const disagreements: Disagreement[] = [];
for (const [index, entry] of corpus.entries()) {
  const opinion = opinions.get(unitName(index));
  if ((opinion !== undefined) === (entry.expected === 'reject')) continue;
  const source = named(entry, 'T').replace(/^[\s\S]*Widget__c w\) \{\s*([\s\S]*?)\s*\}\s*\}$/, '$1');
  const said = opinion?.replaceAll(unitName(index), 'T') ?? 'accepts';
  disagreements.push({
    source,
    expected: entry.expected,
    ...(entry.message ? { message: entry.message } : {}),
    apexLs: said,
    reason: reasons.get(source) ?? '',
  });
}
writeFileSync(list, `${JSON.stringify(disagreements, null, 2)}\n`);
const open = disagreements.filter((entry) => entry.reason === '');
console.log(`${corpus.length} cases, ${disagreements.length} disagreements, ${open.length} without a reason`);
for (const entry of open) console.log(`- ${entry.expected}: ${entry.source}\n    apex-ls: ${entry.apexLs}`);
process.exitCode = open.length > 0 ? 1 : 0;
