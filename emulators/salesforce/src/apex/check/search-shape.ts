/** What a SOSL text returns: objects and their plain fields. */

export interface SearchTarget {
  object: string;
  fields: string[];
}

/** `RETURNING Account(Id, Name WHERE … ORDER BY …), Contact` → objects with fields; empty when nothing is named. */
export function searchTargets(text: string): SearchTarget[] {
  const start = /\bRETURNING\b/i.exec(text);
  if (!start) return [];
  const clause = text.slice(start.index + start[0].length);
  const targets: SearchTarget[] = [];
  for (const part of splitTop(clause)) {
    const match = /^\s*(\w+)\s*(?:\(([\s\S]*)\))?/.exec(part);
    if (!match) continue;
    const list = (match[2] ?? '').split(/\b(?:WHERE|ORDER\s+BY|LIMIT|OFFSET|USING)\b/i)[0]!;
    const fields = list.split(',').map((field) => field.trim());
    targets.push({ object: match[1]!, fields: fields.filter((field) => /^\w+$/.test(field)) });
  }
  return targets;
}

/** Splits at commas outside of brackets; stops where the next clause (WITH, LIMIT …) begins. */
function splitTop(clause: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const token of clause.match(/\(|\)|,|\w+|[^(),\w]+/g) ?? []) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (token === ',' && depth === 0) {
      parts.push(part);
      part = '';
      continue;
    } else if (depth === 0 && /^(WITH|LIMIT|UPDATE)$/i.test(token)) break;
    part += token;
  }
  if (part.trim() !== '') parts.push(part);
  return parts;
}
