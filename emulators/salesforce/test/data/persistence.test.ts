import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readComponents } from '../../src/metadata/read.ts';
import { checksum, makeId, normalId } from '../../src/storage/ids.ts';
import { files, SHOP, TestOrg } from './harness.ts';

describe('record ids', () => {
  test('a known id and its checksum', () => {
    expect(checksum('001A0000006Vm9r')).toBe('IAC');
    expect(normalId('001A0000006Vm9r')).toBe('001A0000006Vm9rIAC');
    expect(normalId('001a0000006vm9rIAC')).toBe('001A0000006Vm9rIAC');
    expect(normalId('001A0000006Vm9rIAD')).toBeUndefined();
  });

  test('serial numbers count in base 62', () => {
    expect(makeId('001', 62).slice(0, 15)).toBe('001Em0000000010');
  });
});

describe('an org with a data folder', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'org-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('keeps rows, deletions, ids and deployments', () => {
    const first = new TestOrg([], { dataDir: folder });
    first.org.deploy({ components: readComponents(files(Object.fromEntries(SHOP))).components });
    const kept = first.insert('Shop_Order__c', { Key__c: 'a', Total__c: '1.5' });
    const gone = first.insert('Account', { Name: 'gone' });
    first.save('delete', [first.record('Account', { Id: gone })]);
    expect(() =>
      first.run(() => {
        first.org.dml.insert([first.record('Account', { Name: 'never' })], {
          access: 'system',
          sharing: false,
          allOrNone: true,
        });
        throw new Error('stop');
      }),
    ).toThrow('stop');

    const second = new TestOrg([], { dataDir: folder });
    expect(second.rows('SELECT Id, Key__c, Total__c, CreatedDate FROM Shop_Order__c')).toEqual([
      `${kept} a 1.50 2026-01-15T12:00:00.000Z`,
    ]);
    expect(second.rows('SELECT Name FROM Account')).toEqual([]);
    expect(second.insert('Shop_Order__c', { Key__c: 'A' })).toContain('DUPLICATE_VALUE');
    expect(second.insert('Account', { Name: 'new' })).not.toBe(gone);
  });
});
