/** Small wrong programs, and right ones next to them: the checker must tell them apart, in the platform's words. */
import { parseUnit } from '../../src/apex/syntax/parse.ts';
import { checkProgram } from '../../src/apex/check/check.ts';
import { unboundSlots } from '../check/slots.ts';
import { corpus, corpusSchema, named } from './corpus.ts';

const schema = corpusSchema();

function errorsOf(index: number): string[] {
  const entry = corpus[index]!;
  const parsed = parseUnit(named(entry, 'T'), 'T', entry.apiVersion ?? 64, entry.kind ?? 'class');
  if (!parsed.unit) return parsed.errors.map((error) => `syntax: ${error.message}`);
  const { errors } = checkProgram([parsed.unit], { schema });
  if (errors.length > 0) return errors.map((error) => error.message);
  return unboundSlots(parsed.unit).map((slot) => `unbound: ${slot}`);
}

/** The part of a source that is the case: statements without their frame. */
const label = (source: string): string => /Widget__c w\) \{\s*([\s\S]*?)\s*\}\s*\}$/.exec(source)?.[1] ?? source;

test.each(corpus.map((entry, index) => [entry.expected, label(entry.source), index] as const))(
  '%s: %s',
  (expected, _source, index) => {
    const errors = errorsOf(index);
    if (expected === 'accept') expect(errors).toEqual([]);
    else expect(errors).toEqual(expect.arrayContaining([expect.stringContaining(corpus[index]!.message!)]));
  },
);

test('the corpus is large', () => {
  expect(corpus.filter((entry) => entry.expected === 'reject').length).toBeGreaterThan(370);
});
