import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBelow } from '../../src/metadata/source-tree.ts';

describe('.forceignore', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ignore-'));
    writeFileSync(join(root, 'sfdx-project.json'), '{"packageDirectories":[{"path":"src"}]}');
    for (const name of [
      'src/classes/A.cls',
      'src/classes/README.md',
      'src/profiles/Admin.profile-meta.xml',
      'src/profiles/Keep.profile-meta.xml',
      'src/lwc/x/__tests__/x.test.js',
    ]) {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), '');
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('leaves out what its patterns name, at any depth', () => {
    writeFileSync(
      join(root, '.forceignore'),
      '# comment\n\n*.md\n**/__tests__/**\n/src/profiles\n!src/profiles/Keep*\n',
    );
    expect([...filesBelow(join(root, 'src')).keys()]).toEqual([
      'src/classes/A.cls',
      'src/profiles/Keep.profile-meta.xml',
    ]);
  });

  test('none: everything is read', () => {
    expect(filesBelow(join(root, 'src')).size).toBe(5);
  });
});
