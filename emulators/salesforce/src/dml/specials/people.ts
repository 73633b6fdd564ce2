/** Contact, Lead, User: compound name; Case and Task: closed flags and what they take from their contact. */
import { ApexDatetime } from '../../apex/runtime/datetime.ts';
import { fieldOf } from '../../schema/model.ts';
import { current } from '../../transaction/transaction.ts';
import type { Room } from '../room.ts';
import { fail, isChanged, type Save, setValue, valueOf } from '../save.ts';
import type { Special } from './special.ts';

function composeName(save: Save): void {
  const parts = ['FirstName', 'MiddleName', 'LastName', 'Suffix'].map((name) => valueOf(save, name));
  setValue(save, 'Name', parts.filter((part) => part !== null).join(' ') || null);
}

/** Facts of a picklist value: closed, won, probability … */
export function factsOf(save: Save, name: string): Record<string, string | number | boolean> {
  const value = valueOf(save, name);
  const entry = fieldOf(save.working.object, name)?.picklist.find((each) => each.value === value);
  return entry?.facts ?? {};
}

function now(): ApexDatetime {
  return new ApexDatetime(Math.floor(current().now() / 1000) * 1000);
}

function rowOf(room: Room, object: string, id: unknown): Record<string, unknown> | undefined {
  return typeof id === 'string' ? room.storage.get(object, id) : undefined;
}

export const person: Special = { defaults: composeName, compute: composeName };

export const user: Special = {
  defaults: composeName,
  compute(save, { room }) {
    composeName(save);
    const username = valueOf(save, 'Username');
    if (typeof username === 'string' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(username)) {
      fail(save, 'INVALID_EMAIL_ADDRESS', `Username: invalid email address: ${username}`, ['Username']);
    }
    // User names are kept in small letters.
    if (typeof username === 'string') setValue(save, 'Username', username.toLowerCase());
    const profile = valueOf(save, 'ProfileId');
    if (typeof profile === 'string' && !room.storage.get('Profile', profile)) {
      fail(save, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
    }
  },
};

export const lead: Special = {
  defaults: composeName,
  compute(save) {
    composeName(save);
    if (save.before?.['IsConverted'] === true && save.given.size > 0) {
      fail(save, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []);
    }
  },
};

export const caseRecord: Special = {
  compute(save, { room }) {
    const isClosed = factsOf(save, 'Status')['closed'] === true;
    if (isClosed && save.before?.['IsClosed'] !== true) setValue(save, 'ClosedDate', now());
    if (!isClosed) setValue(save, 'ClosedDate', null);
    setValue(save, 'IsClosed', isClosed);
    if (!save.before) setValue(save, 'IsClosedOnCreate', isClosed);
    const contact = rowOf(room, 'Contact', valueOf(save, 'ContactId'));
    setValue(save, 'ContactEmail', contact?.['Email'] ?? null);
    setValue(save, 'ContactPhone', contact?.['Phone'] ?? null);
    setValue(save, 'ContactMobile', contact?.['MobilePhone'] ?? null);
    setValue(save, 'ContactFax', contact?.['Fax'] ?? null);
    if (contact && !valueOf(save, 'AccountId') && isChanged(save, 'ContactId')) {
      setValue(save, 'AccountId', contact['AccountId'] ?? null);
    }
  },
};

export const task: Special = {
  compute(save, { room }) {
    const isClosed = factsOf(save, 'Status')['closed'] === true;
    if (isClosed && save.before?.['IsClosed'] !== true) setValue(save, 'CompletedDateTime', now());
    if (!isClosed) setValue(save, 'CompletedDateTime', null);
    setValue(save, 'IsClosed', isClosed);
    setValue(save, 'IsHighPriority', factsOf(save, 'Priority')['highPriority'] === true);
    const what = String(valueOf(save, 'WhatId') ?? '');
    const related = room.schema.objectByKeyPrefix(what.slice(0, 3));
    const who = rowOf(room, 'Contact', valueOf(save, 'WhoId'));
    const row = related && room.storage.get(related.name, what);
    const account = related?.name === 'Account' ? what : (row?.['AccountId'] ?? who?.['AccountId'] ?? null);
    setValue(save, 'AccountId', account);
    if (valueOf(save, 'WhatId') && String(valueOf(save, 'WhoId') ?? '').startsWith('00Q')) {
      const text = 'Related To ID: Activities associated with a lead cannot be associated with another object';
      fail(save, 'FIELD_INTEGRITY_EXCEPTION', text, ['WhatId']);
    }
  },
};
