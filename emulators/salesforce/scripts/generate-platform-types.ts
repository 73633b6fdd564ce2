/**
 * Writes `src/apex/types/platform-types.generated.json`: signatures of the platform's Apex types. Run by hand:
 *
 *     node scripts/generate-platform-types.ts [StandardApexLibrary folder of forcedotcom/apex-language-support]
 *
 * Source: Java stubs `standard-types-*.jar` of @salesforce/code-analyzer-pmd-engine (BSD-3-Clause), read with javap. The
 * second source (BSD-3-Clause) adds newer members the jar lacks. Only names and types are kept.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'node_modules/@salesforce/code-analyzer-pmd-engine/dist/java-lib');
const jar = readdirSync(folder).find((name) => name.startsWith('standard-types-'))!;
const stubs = process.argv[2];

const namespaces: Record<string, string> = {
  cache: 'Cache',
  eventbus: 'EventBus',
  reports: 'Reports',
  dom: 'Dom',
  applauncher: 'AppLauncher',
};
export interface TypeLine {
  form: 'class' | 'interface' | 'enum';
  parameters?: string[];
  super?: string;
  interfaces?: string[];
  constants?: string[];
  constructors?: string[];
  methods?: string[];
  statics?: string[];
  properties?: string[];
  staticProperties?: string[];
}

/** `com.nawforce.runforce.System.Map<K, V>` → `Map<K,V>`; SObjects are spelled `@Account`. */
function spell(type: string): string {
  return type
    .replace(/com\.nawforce\.runforce\.Internal\.RecordSet\$/g, 'List')
    .replace(/com\.nawforce\.runforce\.Internal\.(Any|Object|Null|Interface)\$/g, 'Object')
    .replace(/com\.nawforce\.runforce\.Internal\.SObjectType\$<[^<>]*>/g, 'Schema.SObjectType')
    .replace(/com\.nawforce\.runforce\.Internal\.DescribeSObjectResult\$/g, 'Schema.DescribeSObjectResult')
    .replace(/com\.nawforce\.runforce\.Internal\.SObjectTypeFields\$/g, 'Schema.SObjectTypeFields')
    .replace(/com\.nawforce\.runforce\.Internal\.SObjectTypeFieldSets\$/g, 'Schema.SObjectTypeFieldSets')
    .replace(/com\.nawforce\.runforce\.(SObjects|SObjectStubs)\./g, '@')
    .replace(/com\.nawforce\.runforce\.System\./g, '')
    .replace(/com\.nawforce\.runforce\.(\w+)\./g, (_all, space: string) => `${namespaces[space] ?? space}.`)
    .replace(/\$(?=[A-Z])/g, '.')
    .replace(/java\.lang\./g, '')
    .replace(/([\w.@]+)\[\]/g, 'List<$1>')
    .replace(/\$(?=[A-Z])/g, '.')
    .replace(/, /g, ',');
}

function qualified(name: string): string {
  const plain = spell(name).replace(/<.*$/, '');
  return name.includes('.runforce.System.') ? `System.${plain}` : plain;
}

function readJar(): Map<string, TypeLine> {
  const listing = execFileSync('unzip', ['-Z1', join(folder, jar)], { encoding: 'utf8' });
  const classes = listing
    .split('\n')
    .filter((name) => name.endsWith('.class'))
    .map((name) => name.slice(0, -6).replaceAll('/', '.'))
    .filter((name) => !/\.(Internal|SObjectStubs)\./.test(name));
  const text = execFileSync('javap', ['-public', '-v', '-cp', `${folder}/*`, ...classes], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const types = new Map<string, TypeLine>();
  let current: TypeLine | undefined;
  let name = '';
  let pending: ((names: string[]) => void) | undefined;
  let names: string[] | undefined;
  const flush = (): void => {
    pending?.(names ?? []);
    pending = undefined;
    names = undefined;
  };
  for (const line of text.split('\n')) {
    const head =
      /^public (?:static )?(?:abstract )?(?:final )?(?:static )?(class|interface) (com\.nawforce\.[\w.$]+)(<[^{]*?>)?(?: extends ([^{]*?))?(?: implements ([^{]*?))?\s*$/.exec(
        line,
      );
    if (head) {
      flush();
      name = qualified(head[2]!);
      const isEnum = head[4]?.startsWith('java.lang.Enum') ?? false;
      current = { form: isEnum ? 'enum' : (head[1] as 'class' | 'interface') };
      if (head[3])
        current.parameters = head[3]
          .slice(1, -1)
          .split(/,\s*/)
          .map((parameter) => parameter.replace(/ extends .*/, ''));
      if (head[4] && !isEnum && head[1] === 'class' && !/java\.lang\.Object/.test(head[4]))
        current.super = spell(head[4].trim());
      const listed = head[1] === 'interface' ? head[4] : head[5];
      if (listed && !isEnum) current.interfaces = splitTypes(spell(listed.trim()));
      types.set(name, current);
      continue;
    }
    if (!current) continue;
    if (/^ {2}\S.*;$/.test(line)) {
      flush();
      pending = member(current, line.trim().slice(0, -1), name);
    } else if (/^ {4}MethodParameters:/.test(line)) names = [];
    else if (names && /^ {6}(\w+)\s*(final|synthetic|mandated)?\s*$/.test(line) && !/^ {6}Name\b/.test(line))
      names.push(line.trim().split(/\s/)[0]!);
  }
  flush();
  return types;
}

function splitTypes(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= list.length; i++) {
    const char = list[i];
    if (char === '<') depth++;
    else if (char === '>') depth--;
    else if ((char === ',' && depth === 0) || i === list.length) {
      if (list.slice(start, i).trim()) parts.push(list.slice(start, i).trim());
      start = i + 1;
    }
  }
  return parts;
}

/** Takes one member line in; methods are finished when their parameter names are known. */
function member(type: TypeLine, line: string, owner: string): ((names: string[]) => void) | undefined {
  if (!line.startsWith('public ')) return undefined;
  const isStatic = /\bstatic\b/.test(line);
  const text = spell(line.replace(/^public |\b(static|final|abstract|default) /g, '').replace(/^public /, ''));
  const call = /^(?:(\S+) )?([\w.$]+)\((.*)\)$/.exec(text);
  if (!call) {
    const [fieldType, fieldName] = text.split(' ') as [string, string];
    if (type.form === 'enum') (type.constants ??= []).push(fieldName);
    else if (fieldName !== 'Fields' || !owner.startsWith('SObjects'))
      (isStatic ? (type.staticProperties ??= []) : (type.properties ??= [])).push(`${fieldType} ${fieldName}`);
    return undefined;
  }
  if (type.form === 'enum') return undefined;
  const [, result, rawName, list] = call as unknown as [string, string | undefined, string, string];
  const types = splitTypes(list);
  return (names) => {
    const parameters = types
      .map((parameter, index) => `${parameter} ${names[index] ?? `value${index + 1}`}`)
      .join(', ');
    if (result === undefined) (type.constructors ??= []).push(`(${parameters})`);
    else
      addMethod(
        isStatic ? (type.statics ??= []) : (type.methods ??= []),
        `${result} ${rawName.replace(/\$$/, '')}(${parameters})`,
      );
  };
}

/** Compilers add a bridge of the same name with a looser result: the first one stands. */
function addMethod(methods: string[], signature: string): void {
  if (!methods.some((known) => shape(known) === shape(signature))) methods.push(signature);
}

/** Name and bare parameter types: two spellings of one overload are equal. */
const shape = (signature: string): string => {
  const [, name, list] = /(?:\S+ )?([\w]*)\((.*)\)$/.exec(signature)!;
  const types = splitTypes(list!).map((parameter) =>
    parameter.replace(/ \w+$/, '').replace(/<.*>/, '').replace(/^.*\./, '').toLowerCase(),
  );
  return `${name!.toLowerCase()}(${types.join(',')})`;
};

/** Types as Apex source spells them. */
const respell = (word: string): string =>
  word
    .replace(/\bSystem\./g, '')
    .replace(/\bsObject\b/g, 'SObject')
    .replace(/\bID\b/g, 'Id')
    .replace(/([\w.]+)\[\]/g, 'List<$1>')
    .replace(/, /g, ',');

function addProperties(type: TypeLine, text: string): number {
  const known = new Set(
    [...(type.properties ?? []), ...(type.staticProperties ?? [])].map((each) => each.split(' ').at(-1)!.toLowerCase()),
  );
  let added = 0;
  for (const [, kind, name] of text.matchAll(/^\s*global ([\w.<>, [\]]+?) (\w+)\s*(?:;|\{\s*get)/gm)) {
    if (known.has(name!.toLowerCase()) || /^(static|class|interface|enum|virtual|abstract)\b/.test(kind!)) continue;
    known.add(name!.toLowerCase());
    (type.properties ??= []).push(`${respell(kind!.trim())} ${name}`);
    added++;
  }
  return added;
}

/** Members of the newer stubs that the jar lacks. */
function addStubs(types: Map<string, TypeLine>, path: string): number {
  const skipped =
    /^System\.(List|Set|Map|Object|Iterator|Iterable|Comparator|Trigger|Database|SObject|Label)$|^Database\.(Batchable|Error)$/;
  let added = 0;
  for (const space of readdirSync(path)) {
    for (const file of readdirSync(join(path, space))) {
      const name = `${space}.${file.replace(/\.cls$/, '')}`;
      if (skipped.test(name) && name !== 'System.Database') continue;
      const whole = readFileSync(join(path, space, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
      const text = whole.split(/(?<=\}\s*)global (?:static )?(?=class|interface|enum)/)[0]!;
      const key = [...types.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
      const isNew = !key;
      const declared =
        /global (?:virtual |abstract )*(class|interface|enum) (\w+)(?: extends ([\w.]+))?(?: implements ([\w., <>]+))?/.exec(
          text,
        );
      if (!declared) continue;
      const type: TypeLine = key ? types.get(key)! : { form: declared[1] as TypeLine['form'] };
      if (isNew) {
        if (type.form === 'enum') {
          const body = /\{([\s\S]*?)\}/.exec(text)?.[1] ?? '';
          type.constants = body
            .split(',')
            .map((word) => word.trim())
            .filter((word) => /^\w+$/.test(word));
        }
        if (/Exception$/.test(name)) {
          type.super = 'Exception';
          type.constructors = ['()', '(Exception cause)', '(String message)', '(String message, Exception cause)'];
        }
        if (!type.super && declared[3] && !/^(Object|System\.Object)$/.test(declared[3]))
          type.super = respell(declared[3]);
        if (declared[4]) type.interfaces = splitTypes(respell(declared[4].trim()));
        if (/^\s*global \w+\(\)/m.test(text)) type.constructors ??= ['()'];
        types.set(name, type);
        added++;
      }
      if (type.form === 'enum') continue;
      added += addProperties(type, text);
      const known = new Set([...(type.methods ?? []), ...(type.statics ?? [])].map(shape));
      for (const [, isStatic, result, method, list] of text.matchAll(
        /^\s*(?:global |public )?(static )?([\w.<>, [\]]+?) (\w+)\(([^)]*)\)\s*(?:\{\}|;)/gm,
      )) {
        if (/^(clone|equals|hashCode|toString)$/.test(method!) || /Exception$/.test(name)) continue;
        const parameters = splitTypes(list!).map((parameter) =>
          parameter.trim().replace(/^(.*) (\w+)$/, (_all, kind: string, label: string) => `${respell(kind)} ${label}`),
        );
        const signature = `${respell(result!.trim())} ${method}(${parameters.join(', ')})`;
        if (
          known.has(shape(signature)) ||
          /\b(ANY|APEX_OBJECT|Component)\b/.test(signature) ||
          /^(global|public|new) /.test(signature)
        )
          continue;
        known.add(shape(signature));
        (isStatic ? (type.statics ??= []) : (type.methods ??= [])).push(signature);
        added++;
      }
    }
  }
  return added;
}

const types = readJar();
const fromStubs = stubs && existsSync(stubs) ? addStubs(types, stubs) : 0;
const names = [...types.keys()].sort();
const provenance = {
  script: 'emulators/salesforce/scripts/generate-platform-types.ts',
  sources: [
    `${jar} of @salesforce/code-analyzer-pmd-engine (BSD-3-Clause)`,
    'forcedotcom/apex-language-support StandardApexLibrary, members the jar lacks (BSD-3-Clause)',
  ],
  spelling: 'types of System bare, others with their namespace, SObjects as @Name; type parameters as declared',
};
const lines = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(types.get(name))}`);
writeFileSync(
  join(import.meta.dirname, '../src/apex/types/platform-types.generated.json'),
  `{"provenance":${JSON.stringify(provenance)},\n"types":{\n${lines.join(',\n')}\n}}\n`,
);
console.log(names.length, 'types,', fromStubs, 'types and members from the newer stubs');
