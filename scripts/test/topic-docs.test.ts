import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { topicDocs } from '../topic-docs.ts';

test('docs/companion.md shows the table of topics as the companion has it', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'companion.md'), 'utf8');
  expect(page).toContain(topicDocs());
});
