/** Person accounts: an Account with a last name is a person and has a Contact of its own that mirrors it. Only where the org has the feature. */
import { SObjectRecord } from '../../schema/record.ts';
import { fieldOf, type ObjectInfo } from '../../schema/model.ts';
import { sameValue } from '../../schema/values.ts';
import type { Row } from '../../storage/row.ts';
import { fail, type Save, setValue, valueOf } from '../save.ts';
import type { Special } from './special.ts';

export function hasPersonAccounts(account: ObjectInfo): boolean {
  return account.fields.has('ispersonaccount');
}

/** Account fields and the Contact fields they mirror. */
function pairs(account: ObjectInfo, contact: ObjectInfo): [string, string][] {
  const found: [string, string][] = [];
  for (const field of account.fields.values()) {
    if (/^(Salutation|FirstName|MiddleName|LastName|Suffix|Phone|Fax)$/.test(field.name))
      found.push([field.name, field.name]);
    const standard = /^Person(?!Contact|Account)(\w+)$/.exec(field.name)?.[1];
    if (standard && fieldOf(contact, standard) && field.formula === undefined) found.push([field.name, standard]);
    const custom = /^(\w+)__pc$/.exec(field.name)?.[1];
    if (custom && fieldOf(contact, `${custom}__c`)) found.push([field.name, `${custom}__c`]);
  }
  return found.filter(([, name]) => !/^(Id|Name|AccountId)$/.test(name));
}

function isPerson(save: Save): boolean {
  if (save.before) return save.before['IsPersonAccount'] === true;
  return valueOf(save, 'LastName') !== null;
}

export const account: Special = {
  defaults(save) {
    if (!hasPersonAccounts(save.working.object)) return;
    setValue(save, 'IsPersonAccount', isPerson(save));
    if (isPerson(save)) compose(save);
  },
  compute(save) {
    if (!hasPersonAccounts(save.working.object)) return;
    const isOne = isPerson(save);
    setValue(save, 'IsPersonAccount', isOne);
    if (!isOne) return;
    if (valueOf(save, 'LastName') === null) {
      fail(save, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName]', ['LastName']);
    }
    compose(save);
  },
  written(saves, { room, insert, update }) {
    const people = saves.filter((save) => hasPersonAccounts(save.working.object) && isPerson(save));
    const contactObject = room.schema.object('Contact')!;
    for (const save of people) {
      const row = room.storage.get('Account', save.working.id!)!;
      const contact = new SObjectRecord(contactObject);
      const mirror = pairs(save.working.object, contactObject);
      const id = row['PersonContactId'] as string | undefined;
      const old = id ? room.storage.get('Contact', id) : undefined;
      for (const [from, to] of mirror) {
        if (!sameValue(old?.[to] ?? null, row[from] ?? null)) contact.values.set(to, row[from] ?? null);
      }
      if (id) {
        contact.values.set('Id', id);
        if (contact.values.size > 1) save.errors.push(...update([contact]).flatMap((result) => result.errors));
        continue;
      }
      contact.values.set('AccountId', row.Id);
      contact.values.set('OwnerId', row['OwnerId']);
      contact.values.set('IsPersonAccount', true);
      const [result] = insert([contact]);
      save.errors.push(...(result?.errors ?? []));
      if (!result?.id) continue;
      room.storage.put('Account', { ...row, PersonContactId: result.id } as Row);
      setValue(save, 'PersonContactId', result.id);
    }
  },
};

function compose(save: Save): void {
  const parts = ['FirstName', 'MiddleName', 'LastName', 'Suffix'].map((name) => valueOf(save, name));
  setValue(save, 'Name', parts.filter((part) => part !== null).join(' ') || null);
}

/** The person's contact can't be edited into another account. */
export const personContact: Special = {
  written(saves, { room, update }) {
    for (const save of saves) {
      if (valueOf(save, 'IsPersonAccount') !== true || !save.before || save.isInternal) continue;
      const accountObject = room.schema.object('Account')!;
      const row = room.storage.get('Account', String(valueOf(save, 'AccountId')));
      if (!row) continue;
      const record = new SObjectRecord(accountObject);
      for (const [from, to] of pairs(accountObject, save.working.object)) {
        if (!sameValue(row[from] ?? null, valueOf(save, to))) record.values.set(from, valueOf(save, to));
      }
      if (record.values.size === 0) continue;
      record.values.set('Id', row.Id);
      save.errors.push(...update([record]).flatMap((result) => result.errors));
    }
  },
};
