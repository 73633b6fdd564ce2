/** All records and fields the sync writes, as texts that are equal when the records are, sorted by the history and arrangement they belong to. */
import type { OrgRest, Row } from '../rest.ts';

const OURS = [
  'Shopify_Customer__c',
  'Shopify_Order__c',
  'Shopify_Order_Line__c',
  'Shopify_Fulfillment__c',
  'Shopify_Refund__c',
  'Shopify_Dispute__c',
  'Shopify_Return__c',
  'Shopify_Checkout__c',
  'Shopify_Product__c',
  'Shopify_Sync_Issue__c',
];
const PEOPLE = ['Account', 'Contact', 'Lead'];
const CATALOGUE = 'Product2';

/** Who wrote a record and when, and how the platform calls it. */
const SYSTEM =
  /^(Id|OwnerId|IsDeleted|SystemModstamp|(Created|LastModified|LastViewed|LastReferenced|LastActivity)(ById|Date)|PhotoUrl|MasterRecordId|CleanStatus|JigsawContactId)$/;

/**
 * Which way led there, not where: what had been seen when the record was written, which rule found the person first. For an issue
 * also its message, which quotes records.
 */
const WAY = /^(Content_Hash__c|Facts__c|Order_Version__c|Match_Rule__c|Match_Reason__c)$/;

/** Only a read tells these, no webhook: a lost delivery that was read again may know more. What both know has to be the same. */
const ONLY_READ =
  /^(Email_Consent__c|Email_Consent_At__c|SMS_Consent__c|SMS_Consent_At__c|Locale__c|Tags__c|Transactions__c|Received__c|Gift_Card_Payments__c|Risk_Recommendation__c|Risk_Level__c|Delivered_At__c)$/;

/** Of people: empty until an order was counted, and where they came from if that is known from an order that is deleted now. */
const ONLY_COUNTED =
  /^(Shopify_Lifetime_Value__c|Shopify_Order_Count__c|Shopify_Acquisition_Source__c|Acquisition_Source__c)$/;

/** Nothing there: unknown, or a count of no orders. */
const isNothing = (value: unknown): boolean => value === null || value === 0;

/** Whether two values of a member mean the same end, although one arrangement knows what the other cannot know. */
function isSameEnd(member: string, one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (ONLY_READ.test(member)) return one === null || other === null;
  return ONLY_COUNTED.test(member) && (isNothing(one) || isNothing(other)) && !(Number(one) > 0 || Number(other) > 0);
}

/**
 * What is left of a customer that was deleted or merged. The person it led to stays, if there was one by then: nothing in Shopify deletes a
 * person in Salesforce.
 */
const TOMBSTONE = ['Key__c', 'Shopify_Id__c', 'Store__c', 'Deleted__c', 'Merged_Into__c'];

interface Field {
  name: string;
  type: string;
  compoundFieldName?: string | null;
}

async function fieldsOf(org: OrgRest, object: string): Promise<Field[]> {
  const { fields } = (await org.request('GET', `/sobjects/${object}/describe`)) as { fields: Field[] };
  return fields.filter(
    ({ name, type }) => !SYSTEM.test(name) && !WAY.test(name) && !['address', 'location', 'base64'].includes(type),
  );
}

const TOKEN = /h(\d+)a(\d)/;
const KEY = /\bs(\d):7(\d{8})(\d{4})\b/;

/** History and arrangement that a text speaks of. */
function ownerOf(text: string): string | undefined {
  const [, history, arrangement] = TOKEN.exec(text) ?? [];
  if (history !== undefined) return `${history}/${arrangement}`;
  const [, store, number] = KEY.exec(text) ?? [];
  return store === undefined ? undefined : `${Number(number)}/${store}`;
}

/** Without what tells arrangements apart: tokens, store codes, the digits of phone numbers. */
function neutral(text: string): string {
  return text
    .replace(/h\d+a\d/g, 'T')
    .replace(/\bs\d:/g, 'S:')
    .replace(/guest-[0-9a-f]{32}/g, 'guest')
    .replace(/\b1?416\d{7}\b/g, 'PHONE');
}

function naturalKey(object: string, row: Row): string {
  if (object === 'Contact' || object === 'Lead')
    return neutral(`${object}(${String(row.Email)}, ${String(row.FirstName)} ${String(row.LastName)})`);
  if (object === 'Account') return neutral(`Account(${String(row.Name)})`);
  if (object === CATALOGUE) return neutral(`Product2(${String(row.Shopify_Key__c)})`);
  return neutral(`${object}(${String(row.Key__c)})`);
}

/** A version without when it was seen. */
const content = (name: string, value: unknown): unknown =>
  /^(Version__c|Row_Version__c)$/.test(name) && typeof value === 'string' ? value.slice(0, 24) : value;

interface Found {
  object: string;
  row: Row;
  /** `history/arrangement`. */
  own: string | undefined;
}

export interface Digests {
  /** `history/arrangement` → its records in words, sorted. */
  records: Map<string, string[]>;
  /** Records that belong to no history. */
  strays: string[];
}

/** @param since only records touched then or later */
export async function digests(org: OrgRest, since: string): Promise<Digests> {
  const names = new Map<string, string>();
  const all: Found[] = [];
  for (const { Id, Code__c: code } of await org.query('SELECT Id, Code__c FROM Shopify_Store__c'))
    names.set(String(Id), `Store ${neutral(`${String(code)}:`)}`);
  for (const object of [...PEOPLE, CATALOGUE, ...OURS]) {
    const fields = (await fieldsOf(org, object)).map(({ name }) => name);
    for (const row of await org.query(
      `SELECT ${['Id', ...fields].join(', ')} FROM ${object} WHERE SystemModstamp >= ${since}`,
    )) {
      const { attributes: _attributes, ...values } = row;
      names.set(String(row.Id), naturalKey(object, row));
      all.push({ object, row: values, own: ownerOf(JSON.stringify(values)) });
    }
  }
  const records = new Map<string, string[]>();
  const strays: string[] = [];
  // A link to an e-mail that only some arrangement has seen (the customer's of a moment, a guest's of a deleted order) says nothing by itself.
  const buyers = new Set(all.filter(({ row }) => row.Deleted__c !== true).map(({ row }) => row.Customer__c));
  const isPassing = ({ object, row }: Found): boolean =>
    object === 'Shopify_Customer__c' && row.Guest__c === true && !buyers.has(row.Id);
  // People nobody alive leads to: see TOMBSTONE.
  const alive = new Set(
    all
      .filter((found) => /^Shopify_(Customer|Order)__c$/.test(found.object) && !isPassing(found))
      .filter(({ row }) => row.Deleted__c !== true)
      .flatMap(({ row }) => [row.Contact__c, row.Account__c, row.Lead__c]),
  );
  const retired = retiredProducts(all);
  for (const found of all) {
    const { object, row, own } = found;
    if (retired.has(row.Id)) continue;
    if (isPassing(found) || (PEOPLE.includes(object) && !alive.has(row.Id))) continue;
    const isTombstone = row.Deleted__c === true;
    const isKept = (name: string): boolean =>
      isTombstone && object === 'Shopify_Customer__c'
        ? TOMBSTONE.includes(name)
        : name !== 'Id' && !(isTombstone && name === 'Version__c') && !isSeenAt(object, name);
    const members = Object.entries(row)
      .map(([name, value]): [string, unknown] => [name, name === 'Product__c' && retired.has(value) ? null : value])
      .filter(([name]) => isKept(name))
      .map(([name, value]): [string, unknown] => [name, content(name, value)]);
    const text = JSON.stringify(Object.fromEntries(members)).replace(
      /\b[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?\b/g,
      (id) => names.get(id) ?? id,
    );
    const words = `${object} ${neutral(text)}`;
    if (own === undefined) strays.push(words);
    else records.set(own, [...(records.get(own) ?? []), words]);
  }
  for (const texts of records.values()) texts.sort();
  return { records, strays };
}

/** Versions that only say when something was seen: a return tells no time of its changes, a variant keeps that of its last. */
const isSeenAt = (object: string, name: string): boolean =>
  (object === 'Shopify_Return__c' && name === 'Version__c') || (object === CATALOGUE && name === 'Shopify_Version__c');

/**
 * Products of variants that Shopify does not have any more: inactive where the variant had been told about by then, never made where its end came
 * first. Nothing is deleted from a catalogue.
 */
function retiredProducts(all: Found[]): Set<unknown> {
  const products = new Map(all.filter(({ object }) => object === 'Shopify_Product__c').map(({ row }) => [row.Id, row]));
  return new Set(
    all
      .filter(({ object, row }) => {
        if (object !== CATALOGUE || row.IsActive === true) return false;
        const product = products.get(row.Shopify_Product__c);
        const variant = String(row.Shopify_Key__c).split(':')[1];
        return product?.Deleted__c === true || !String(product?.Variant_Keys__c).includes(`"${variant}"`);
      })
      .map(({ row }) => row.Id),
  );
}

/** What two sorted digests do not have in common, member by member where the records are the same. */
export function differences(one: string[], other: string[]): string[] {
  const onlyOne = one.filter((text) => !other.includes(text));
  const onlyOther = other.filter((text) => !one.includes(text));
  const found: string[] = [];
  for (const text of onlyOne) {
    const object = text.slice(0, text.indexOf(' '));
    const values = JSON.parse(text.slice(object.length + 1)) as Row;
    const name = (row: Row) => String(row.Key__c ?? row.Email ?? row.Name);
    const at = onlyOther.findIndex(
      (candidate) =>
        candidate.startsWith(`${object} `) &&
        name(JSON.parse(candidate.slice(object.length + 1)) as Row) === name(values),
    );
    if (at < 0) {
      found.push(`only in the first: ${text}`);
      continue;
    }
    const [twin = ''] = onlyOther.splice(at, 1);
    const twins = JSON.parse(twin.slice(object.length + 1)) as Row;
    for (const member of Object.keys(values))
      if (!isSameEnd(member, values[member], twins[member]))
        found.push(
          `${object} ${name(values)} ${member}: ${JSON.stringify(values[member])} and ${JSON.stringify(twins[member])}`,
        );
  }
  return [...found, ...onlyOther.map((text) => `only in the second: ${text}`)];
}
