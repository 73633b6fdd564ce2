/** Files to components: source format (sfdx) and metadata format (packages) alike. */
import type { Component, ComponentProblem } from './component.ts';
import { problemOf } from './component.ts';
import { metadataType, type MetadataType, OBJECT_PARTS, typeOfFolder, typeOfSuffix } from './types.ts';
import { type Element, listOf, parseXml, textOf, XmlError } from './xml.ts';

export interface ReadResult {
  components: Component[];
  problems: ComponentProblem[];
}

const decoder = new TextDecoder();

/** One file of a component with where it lies below its type's folder. */
interface Located {
  path: string;
  type: MetadataType;
  /** Below the folder: `Account/fields/Key__c.field-meta.xml`. */
  rest: string[];
  content: Uint8Array;
}

/** @param files path → content. Files outside of any known folder are an error when they are metadata, else left alone. */
export function readComponents(files: Map<string, Uint8Array>): ReadResult {
  const result: ReadResult = { components: [], problems: [] };
  const located: Located[] = [];
  for (const [path, content] of files) {
    if (
      /(^|\/)(__tests__|__mocks__|node_modules)\//.test(path) ||
      /(^|\/)(jsconfig\.json|\.eslintrc\.json|tsconfig\.json|\.\w+ignore|\.DS_Store)$/.test(path)
    )
      continue;
    const found = locate(path, content);
    // Read-mes and the like lie beside components.
    if (found && isBeside(found)) continue;
    if (found) located.push(found);
    else if (/-meta\.xml$/.test(path)) {
      result.problems.push(problemOf({ type: '', fullName: path, file: path }, `Unknown metadata folder of ${path}`));
    }
  }
  const groups = new Map<string, Located[]>();
  for (const each of located) {
    const key = `${each.type.type}/${nameOf(each)}`;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  for (const group of groups.values()) readGroup(group, result);
  return result;
}

/** A file in the folder of a type that is none of its files: a read-me, a folder's description. */
function isBeside({ path, type, rest }: Located): boolean {
  const name = rest.at(-1)!;
  if (type.kind === 'content')
    return /\.(md|txt)$/i.test(name) && !/^(staticresources|documents|email)$/.test(type.folder);
  return type.kind === 'plain' && !path.endsWith('-meta.xml') && /\.(md|txt)$/i.test(name) && type.suffix !== 'md';
}

function locate(path: string, content: Uint8Array): Located | undefined {
  const parts = path.split('/');
  // Code may lie in any folder of a source tree: its suffix tells.
  const code = /\.(cls|trigger)(-meta\.xml)?$/.exec(path);
  if (code) {
    const type = metadataType(code[1] === 'cls' ? 'ApexClass' : 'ApexTrigger')!;
    return { path, type, rest: [parts.at(-1)!], content };
  }
  // `objects/X/webLinks/…`: parts of an object, whatever their folder is elsewhere.
  const objects = parts.length >= 4 && parts.at(-4)!.toLowerCase() === 'objects' ? parts.length - 4 : -1;
  if (objects >= 0 && OBJECT_PARTS.some((each) => each.folder === parts.at(-2)))
    return { path, type: metadataType('CustomObject')!, rest: parts.slice(objects + 1), content };
  for (let i = parts.length - 2; i >= 0; i--) {
    const type = typeOfFolder(parts[i]!);
    if (!type || (type.isKept && !hasSuffix(path, type)) || isOfAnother(path, type)) continue;
    // `lwc/x/labels/…` is not a labels folder: bundles swallow what is below.
    const outer = parts
      .slice(0, i)
      .map(typeOfFolder)
      .findIndex((each) => each?.kind === 'bundle');
    const index = outer >= 0 ? outer : i;
    return { path, type: typeOfFolder(parts[index]!)!, rest: parts.slice(index + 1), content };
  }
  // Most types are known by their suffix wherever they lie.
  const name = parts.at(-1)!;
  const type = typeOfSuffix(/\.(\w+)(-meta\.xml)?$/.exec(name)?.[1] ?? '', name.endsWith('-meta.xml'));
  return type && { path, type, rest: [name], content };
}

/** Folders of rarer types have names that others may have, too: the suffix decides. */
function hasSuffix(path: string, { suffix, kind }: MetadataType): boolean {
  return kind === 'bundle' || path.endsWith(`.${suffix}`) || path.endsWith(`.${suffix}-meta.xml`);
}

/** A source file with the suffix of another plain type is of that type, whatever the folder: the tools go by suffix, too. */
function isOfAnother(path: string, { type, kind }: MetadataType): boolean {
  const suffix = /\.(\w+)-meta\.xml$/.exec(path)?.[1];
  if (kind !== 'plain' || type === 'CustomObject' || suffix === undefined) return false;
  const other = typeOfSuffix(suffix, true);
  return other?.kind === 'plain' && other.type !== type;
}

/** Full name of the component a file belongs to. */
function nameOf({ type, rest }: Located): string {
  if (type.kind === 'bundle') return rest[0]!;
  if (type.type === 'CustomObject' && rest.length > 1) return rest[0]!;
  if (type.type === 'StaticResource') return rest[0]!.replace(/\..*$/, '');
  const path = type.type === 'ApexClass' || type.type === 'ApexTrigger' ? rest.at(-1)! : rest.join('/');
  const bare = path.replace(/-meta\.xml$/, '');
  if (type.kind === 'content') return bare.replace(/\.[^.]+$/, '');
  const suffix = `.${type.suffix}`;
  return decodeURIComponent(bare.endsWith(suffix) ? bare.slice(0, -suffix.length) : bare.replace(/\.[^.]+$/, ''));
}

function readGroup(group: Located[], result: ReadResult): void {
  const [first] = group;
  const { type } = first!;
  if (type.type === 'CustomObject') {
    for (const each of group) readObjectFile(each, result);
    return;
  }
  if (type.type === 'CustomObjectTranslation' && group.every((each) => /\.fieldTranslation-meta\.xml$/.test(each.path)))
    return;
  const fullName = nameOf(first!);
  const main = group.find((each) => isMain(each));
  const files = new Map(group.map((each) => [packagePath(each), each.content]));
  const component: Component = { type: type.type, fullName, file: (main ?? first!).path, files, definition: {} };
  if (main) {
    const read = readXml(main, component, type.root ?? type.type, result);
    if (!read) return;
    component.definition = read;
  } else if (type.kind !== 'bundle') {
    result.problems.push(problemOf(component, `No -meta.xml file for ${first!.path}`));
    return;
  }
  result.components.push(component);
}

function isMain({ path, type }: Located): boolean {
  if (/-meta\.xml$/.test(path)) return true;
  return type.kind === 'plain';
}

/** Path of a file in metadata format. */
function packagePath({ type, rest }: Located): string {
  const flat = type.type === 'ApexClass' || type.type === 'ApexTrigger' ? [rest.at(-1)!] : rest;
  const path = [type.folder, ...flat].join('/');
  if (type.kind !== 'plain') return path;
  return path.replace(/-meta\.xml$/, '');
}

function readXml(file: Located, component: Component, root: string, result: ReadResult): Element | undefined {
  try {
    const parsed = parseXml(decoder.decode(file.content));
    if (
      parsed.root === root ||
      // Folders of reports, dashboards, documents and templates describe themselves beside their contents.
      /Folder$/.test(parsed.root) ||
      file.type.type === 'Settings' ||
      /bundle/i.test(parsed.root) ||
      file.type.folder === 'featureParameters'
    )
      return parsed.content;
    result.problems.push(problemOf(component, `Unexpected root element ${parsed.root}, expected ${root}`));
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    result.problems.push(problemOf(component, error.message, error.line, error.column));
  }
  return undefined;
}

/** `objects/X/X.object-meta.xml`, `objects/X/fields/F.field-meta.xml`, or `objects/X.object` with everything. */
function readObjectFile(file: Located, result: ReadResult): void {
  const { rest, path } = file;
  if (rest.length === 3) {
    const part = OBJECT_PARTS.find((each) => each.folder === rest[1]);
    const fullName = `${rest[0]}.${rest[2]!.replace(/\.[^.]+-meta\.xml$/, '')}`;
    const component: Component = { type: part?.type ?? '', fullName, file: path, files: new Map(), definition: {} };
    if (!part) {
      result.problems.push(problemOf(component, `Unknown folder ${rest[1]} in object ${rest[0]}`));
      return;
    }
    const definition = readXml(file, component, part.type, result);
    if (definition)
      result.components.push({
        ...component,
        fullName: `${rest[0]}.${textOf(definition['fullName']) ?? fullName.split('.')[1]!}`,
        definition,
      });
    return;
  }
  const name = rest.at(-1)!.replace(/\.object(-meta\.xml)?$/, '');
  const component: Component = { type: 'CustomObject', fullName: name, file: path, files: new Map(), definition: {} };
  const definition = readXml(file, component, 'CustomObject', result);
  if (!definition) return;
  const own: Element = { ...definition };
  for (const part of OBJECT_PARTS) {
    for (const each of listOf(definition[part.element])) {
      const fullName = `${name}.${textOf(each['fullName']) ?? ''}`;
      result.components.push({ type: part.type, fullName, file: path, files: new Map(), definition: each });
    }
    delete own[part.element];
  }
  result.components.push({ ...component, definition: own });
}
