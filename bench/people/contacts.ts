/** Contacts as they are in an org after the fill of match keys: put into the storage directly, as the save order is measured elsewhere. */
import type { LocalOrg } from '../../emulators/salesforce/src/org/local-org.ts';

const ACCOUNTS = 1_000;
const FIRST_NUMBERS = { Phone: 2_000_000, MobilePhone: 3_000_000, HomePhone: 4_000_000, OtherPhone: 5_000_000 };
const KEYS = {
  Phone: 'Shopify_Phone_Key__c',
  MobilePhone: 'Shopify_Mobile_Phone_Key__c',
  HomePhone: 'Shopify_Home_Phone_Key__c',
  OtherPhone: 'Shopify_Other_Phone_Key__c',
};

export type PhoneField = keyof typeof KEYS;
export const PHONES = Object.keys(KEYS) as PhoneField[];

/** In E.164, different for each contact and field. */
export function phoneOf(contact: number, field: PhoneField): string {
  return `+1416${FIRST_NUMBERS[field] + contact}`;
}

export function fillContacts(org: LocalOrg, size: number): void {
  const { storage } = org;
  const accounts = Array.from({ length: ACCOUNTS }, (_, n) => {
    const id = storage.newId('Account', org.schema.object('Account')!.keyPrefix!);
    storage.put('Account', { Id: id, Name: `Account ${n}` });
    return id;
  });
  const prefix = org.schema.object('Contact')!.keyPrefix!;
  for (let n = 0; n < size; n++) {
    const phones = PHONES.flatMap((field) => [
      [field, phoneOf(n, field)],
      [KEYS[field], phoneOf(n, field)],
    ]);
    storage.put('Contact', {
      Id: storage.newId('Contact', prefix),
      AccountId: accounts[n % ACCOUNTS]!,
      FirstName: 'Pat',
      LastName: `Person ${n}`,
      Email: `p${n}@example.com`,
      Shopify_Name_Key__c: `person${n}|k1a`,
      ...(Object.fromEntries(phones) as Record<string, string>),
    });
  }
  storage.commit();
}
