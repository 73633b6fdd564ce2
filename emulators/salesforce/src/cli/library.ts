/** `org-emulator library [TYPE]`: which members of the platform's classes the emulator has, and which are declared alone. */
import { Command } from 'commander';
import { platformType, type PlatformType } from '../apex/library/define.ts';
import '../apex/library/index.ts';
import { platformTable, type TypeLine } from '../apex/types/platform-table.ts';
import { parseMember } from '../apex/types/signature.ts';

export function libraryCommand(): Command {
  return new Command('library')
    .description("list the platform's classes, or one class's members, with what is implemented")
    .argument('[type]', 'e.g. System.String')
    .action((type: string | undefined) => {
      if (type === undefined) for (const text of overview()) console.log(text);
      else process.exitCode = one(type);
    });
}

interface Member {
  /** As declared: `String reverse()`. */
  text: string;
  isThere: boolean;
}

type Table = Record<string, unknown> | undefined;

/** By full signature, else by name alone, as the linker looks it up. */
function has(table: Table, key: string): boolean {
  const wanted = [key.toLowerCase(), key.toLowerCase().replace(/\(.*$/, '')];
  return Object.keys(table ?? {}).some((each) => wanted.includes(each.toLowerCase()));
}

function members(line: TypeLine, library: PlatformType | undefined): Member[] {
  const section = (texts: string[] | undefined, table: Table): Member[] =>
    (texts ?? []).map((text) => ({ text, isThere: has(table, parseMember(text, line.parameters ?? []).key) }));
  const fields = (texts: string[] | undefined, table: Table): Member[] =>
    (texts ?? []).map((text) => ({ text, isThere: has(table, text.slice(text.lastIndexOf(' ') + 1)) }));
  return [
    ...section(line.constructors, library?.constructors).map((each) => ({ ...each, text: `new ${each.text}` })),
    ...section(line.methods, library?.instance),
    ...section(line.statics, library?.statics).map((each) => ({ ...each, text: `static ${each.text}` })),
    ...fields(line.properties, library?.properties),
    ...fields(line.staticProperties, library?.staticProperties),
  ];
}

/** Classes that have any member of the library: `System.String  120 of 124`. */
function overview(): string[] {
  const lines: string[] = [];
  let declared = 0;
  for (const { name, line } of platformTable().types.values()) {
    if (line.form !== 'class') continue;
    declared++;
    const library = platformType(name);
    const all = members(line, library);
    const there = all.filter(({ isThere }) => isThere).length;
    if (library && all.length > 0) lines.push(`${name}  ${there} of ${all.length}`);
  }
  lines.sort();
  return [...lines, `${lines.length} of ${declared} declared classes have members here`];
}

/** @returns 1 for an unknown type */
function one(name: string): number {
  const types = platformTable().types;
  const found = types.get(name.toLowerCase()) ?? types.get(`system.${name.toLowerCase()}`);
  if (!found) {
    console.error(`${name}: no such class is declared`);
    return 1;
  }
  for (const { text, isThere } of members(found.line, platformType(found.name)))
    console.log(`${isThere ? '   ' : ' - '} ${text}`);
  return 0;
}
