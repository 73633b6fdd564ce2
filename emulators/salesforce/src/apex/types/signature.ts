/** Reads the one-line signatures of the platform table. */

/** `Map<String,List<T>>` → name and arguments. */
export interface TypeText {
  name: string;
  arguments: TypeText[];
}

export interface MemberText {
  /** Empty for constructors. */
  name: string;
  result: TypeText | undefined;
  parameters: { type: TypeText; name: string }[];
  /** Library key: `put(Object,Object)`; type parameters are erased to Object. */
  key: string;
}

export function parseType(text: string): TypeText {
  const open = text.indexOf('<');
  if (open < 0) return { name: text.trim(), arguments: [] };
  return {
    name: text.slice(0, open).trim(),
    arguments: splitList(text.slice(open + 1, text.lastIndexOf('>'))).map(parseType),
  };
}

/** `Boolean add(T element)`, `(T a, Integer b)`, `String Label`. */
export function parseMember(text: string, typeParameters: readonly string[]): MemberText {
  const open = text.indexOf('(');
  if (open < 0) {
    const [type, name] = splitNamed(text);
    return { name, result: parseType(type), parameters: [], key: name };
  }
  const head = text.slice(0, open).trim();
  const [result, name] = head === '' ? [undefined, ''] : splitNamed(head);
  const parameters = splitList(text.slice(open + 1, text.lastIndexOf(')'))).map((part) => {
    const [type, label] = splitNamed(part);
    return { type: parseType(type), name: label };
  });
  const key = `${name}(${parameters.map((parameter) => spellErased(parameter.type, typeParameters)).join(',')})`;
  return { name, result: result === undefined ? undefined : parseType(result), parameters, key };
}

function spellErased(type: TypeText, typeParameters: readonly string[]): string {
  if (typeParameters.includes(type.name)) return 'Object';
  if (type.arguments.length === 0) return type.name;
  return `${type.name}<${type.arguments.map((argument) => spellErased(argument, typeParameters)).join(',')}>`;
}

/** The last word is the name, the rest the type. */
function splitNamed(text: string): [type: string, name: string] {
  const trimmed = text.trim();
  const space = trimmed.lastIndexOf(' ');
  return [trimmed.slice(0, space), trimmed.slice(space + 1)];
}

function splitList(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '<') depth++;
    else if (text[i] === '>') depth--;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = text.slice(start).trim();
  if (last !== '') parts.push(last);
  return parts;
}
