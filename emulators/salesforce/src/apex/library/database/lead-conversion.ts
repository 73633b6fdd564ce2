/** Database.convertLead: a lead becomes account, contact and, unless told otherwise, opportunity. */
import { NotEmulated } from '../../../org/services.ts';
import { fieldOf, type ObjectInfo } from '../../../schema/model.ts';
import { SObjectRecord } from '../../../schema/record.ts';
import type { AccessLevel } from '../../../security/access.ts';
import { current } from '../../../transaction/transaction.ts';
import { ApexDate } from '../../runtime/date.ts';
import { apexError } from '../../runtime/exceptions.ts';
import { ApexList } from '../../runtime/list.ts';
import { check, dmlException, dmlOptions } from '../../runtime/saves.ts';
import { defineBean, type Bean } from '../beans.ts';
import { today } from '../dates.ts';
import { databaseErrors } from '../database-error.ts';
import { argument, listOf, platformClass } from '../support.ts';
import { AccessLevelValue } from './options.ts';

defineBean('Database.LeadConvert');
const makeResult = defineBean('Database.LeadConvertResult');

/** Lead field → field of the new record, where names differ from those listed plainly. */
const ACCOUNT: Record<string, string> = {
  Company: 'Name',
  Phone: 'Phone',
  Fax: 'Fax',
  Website: 'Website',
  Industry: 'Industry',
  AnnualRevenue: 'AnnualRevenue',
  NumberOfEmployees: 'NumberOfEmployees',
  Rating: 'Rating',
  Street: 'BillingStreet',
  City: 'BillingCity',
  State: 'BillingState',
  PostalCode: 'BillingPostalCode',
  Country: 'BillingCountry',
};
const CONTACT: Record<string, string> = {
  FirstName: 'FirstName',
  LastName: 'LastName',
  Salutation: 'Salutation',
  Title: 'Title',
  Email: 'Email',
  Phone: 'Phone',
  MobilePhone: 'MobilePhone',
  Fax: 'Fax',
  LeadSource: 'LeadSource',
  Description: 'Description',
  Street: 'MailingStreet',
  City: 'MailingCity',
  State: 'MailingState',
  PostalCode: 'MailingPostalCode',
  Country: 'MailingCountry',
};

function objectNamed(name: string): ObjectInfo {
  const object = current().org.schema.object(name);
  if (!object) throw apexError('System.SObjectException', `Invalid sObject type: ${name}`);
  return object;
}

function leadOf(id: string): SObjectRecord {
  const object = objectNamed('Lead');
  const names = [...object.fields.values()].map((field) => field.name);
  const options = { access: 'system', sharing: false, counts: false } as const;
  const text = `SELECT ${names.join(', ')} FROM Lead WHERE Id = :id`;
  const [lead] = current().org.query.query(text, new Map([['id', id]]), options).records;
  if (!lead) throw refused(id, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if (lead.values.get('IsConverted') === true)
    throw refused(id, 'CANNOT_UPDATE_CONVERTED_LEAD', 'This lead is already converted');
  return lead;
}

function refused(id: string, statusCode: string, message: string): Error {
  const exception = dmlException(
    'insert',
    [{ id, isSuccess: false, isCreated: false, errors: [{ statusCode, message, fields: [] }] }],
    [],
  );
  exception.text = `ConvertLead failed. First exception on row 0; first error: ${statusCode}, ${message}: []`;
  return exception;
}

/** The status given, which must be one that means converted. */
function statusOf(convert: Bean, lead: SObjectRecord): string {
  const status = convert.get('ConvertedStatus') as string | null;
  const known = fieldOf(lead.object, 'Status')?.picklist.find(
    (entry) => entry.value.toLowerCase() === status?.toLowerCase(),
  );
  if (!known || known.facts?.['converted'] !== true) {
    throw refused(lead.id!, 'INVALID_STATUS', `invalid convertedStatus: ${status ?? ''}`);
  }
  return known.value;
}

function save(objectName: string, values: Record<string, unknown>, access: AccessLevel | undefined): string {
  const record = new SObjectRecord(objectNamed(objectName));
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || !fieldOf(record.object, name)) continue;
    record.values.set(name, value);
    record.touched.add(name);
  }
  const options = { ...dmlOptions(access), counts: false };
  check('insert', current().org.dml.insert([record], options), [record]);
  return record.id!;
}

function mapped(lead: SObjectRecord, mapping: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(mapping).map(([from, to]) => [to, lead.values.get(from) ?? null]));
}

/** The last day of the running quarter. */
function quarterEnd(): ApexDate {
  const now = today();
  return ApexDate.of(now.year, Math.ceil(now.month / 3) * 3 + 1, 1).addDays(-1);
}

function convertOne(convert: Bean, access: AccessLevel | undefined): Bean {
  const { org } = current();
  const lead = leadOf(argument(convert.get('LeadId') as string | null));
  const status = statusOf(convert, lead);
  const OwnerId = convert.get('OwnerId') ?? lead.values.get('OwnerId') ?? null;
  const accountId =
    (convert.get('AccountId') as string | null) ?? save('Account', { ...mapped(lead, ACCOUNT), OwnerId }, access);
  const contactId =
    (convert.get('ContactId') as string | null) ??
    save('Contact', { ...mapped(lead, CONTACT), AccountId: accountId, OwnerId }, access);
  let opportunityId = convert.get('OpportunityId') as string | null;
  if (opportunityId === null && convert.get('DoNotCreateOpportunity') !== true) {
    const stage = fieldOf(objectNamed('Opportunity'), 'StageName')?.picklist.find((entry) => entry.isActive)?.value;
    const values = {
      Name: convert.get('OpportunityName') ?? `${String(lead.values.get('Company'))}-`,
      StageName: stage,
      CloseDate: quarterEnd(),
      AccountId: accountId,
      LeadSource: lead.values.get('LeadSource') ?? null,
      OwnerId,
    };
    opportunityId = save('Opportunity', values, access);
  }
  const update = new SObjectRecord(lead.object);
  const converted = {
    Id: lead.id,
    Status: status,
    IsConverted: true,
    ConvertedDate: today(),
    ConvertedAccountId: accountId,
    ConvertedContactId: contactId,
    ...(opportunityId ? { ConvertedOpportunityId: opportunityId } : {}),
  };
  for (const [name, value] of Object.entries(converted)) {
    update.values.set(name, value);
    update.touched.add(name);
  }
  // On the platform's behalf, since the fields are read-only: triggers see the lead become a converted one.
  const byPlatform = { ...dmlOptions(access), counts: false, isInternal: true };
  check('update', org.dml.update([update], byPlatform), [update]);
  return makeResult({
    AccountId: accountId,
    ContactId: contactId,
    OpportunityId: opportunityId,
    LeadId: lead.id,
    Success: true,
    Errors: databaseErrors([]),
  });
}

/** All overloads: one or several, options or allOrNone, access level. All or nothing always. @throws DmlException */
export function convertLead(target: Bean | ApexList, ...options: unknown[]): unknown {
  current().limits.count('dmlStatements');
  const access = options.find((each) => each instanceof AccessLevelValue)?.level;
  if (options.some((each) => each === false)) throw new NotEmulated('Database.convertLead with partial success');
  if (!(target instanceof ApexList)) return convertOne(argument(target), access);
  const { dml } = current().org;
  const savepoint = dml.setSavepoint();
  try {
    const results = (target.items as Bean[]).map((each) => convertOne(each, access));
    return listOf(platformClass('Database.LeadConvertResult'), results);
  } catch (error) {
    dml.rollback(savepoint);
    throw error;
  }
}
