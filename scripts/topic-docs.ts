/** Writes the table of webhook topics into docs/companion.md, from the companion's own: `node scripts/topic-docs.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAMILY_TABLE, TOPIC_TABLE } from '../companion/src/canonical/topics.ts';

const START = '<!-- topics: written by scripts/topic-docs.ts -->';
const END = '<!-- end of topics -->';

/** Cells padded as the formatter does. */
function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}

const USES = { snapshot: 'snapshot', hint: 'hint', none: 'not needed' };

export function topicDocs(): string {
  const topics = TOPIC_TABLE.map(({ name, use, kind, scope, note }) => [
    `\`${name}\``,
    USES[use],
    kind,
    scope === '' ? '' : `\`${scope}\``,
    note,
  ]);
  const families = FAMILY_TABLE.flatMap(([names, note]) => names.split(' ').map((name) => [`\`${name}\``, note]));
  return [
    table([['topic', 'becomes', 'kind', 'scope', 'what it brings, or why it is not needed'], ...topics]),
    'Not needed either, every topic of these families:',
    table([['family', 'why'], ...families]),
  ].join('\n\n');
}

if (import.meta.main) {
  const file = join(import.meta.dirname, '..', 'docs', 'companion.md');
  const page = readFileSync(file, 'utf8');
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${file} has no place for the topics`);
  writeFileSync(file, `${before}${START}\n\n${topicDocs()}\n\n${END}${after}`);
}
