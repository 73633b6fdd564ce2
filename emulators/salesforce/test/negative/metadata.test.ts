/** Small metadata files, right and wrong, deployed into an org that forgets them again. */
import { createOrg } from '../../src/org/org.ts';
import { readComponents } from '../../src/metadata/read.ts';
import { metadataCases, type MetadataCase } from './metadata.ts';

const { org } = createOrg();
const encoder = new TextEncoder();

function problemsOf({ files }: MetadataCase): string[] {
  const { components, problems } = readComponents(
    new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)])),
  );
  const found = problems.length > 0 ? problems : org.deploy({ components }, () => false).problems;
  return found.map((problem) => problem.message);
}

test.each(metadataCases.filter((entry) => entry.message === undefined).map((entry) => [entry.name, entry] as const))(
  'accepts %s',
  (_name, entry) => {
    expect(problemsOf(entry)).toEqual([]);
  },
);

test.each(metadataCases.filter((entry) => entry.message !== undefined).map((entry) => [entry.name, entry] as const))(
  'rejects %s',
  (_name, entry) => {
    const problems = problemsOf(entry);
    expect(problems).toEqual(expect.arrayContaining([expect.stringContaining(entry.message!)]));
  },
);
