/** System.UserInfo and FeatureManagement. */
import type { UserRights } from '../../security/rights.ts';
import { NotEmulated } from '../../org/services.ts';
import type { SObjectRecord } from '../../schema/record.ts';
import { codeNamespace } from '../../schema/code-namespace.ts';
import { fieldOf } from '../../schema/model.ts';
import { current } from '../../transaction/transaction.ts';
import { ApexTimeZone } from './datetime.ts';
import { definePlatformType } from './define.ts';
import { rights } from './schema/describe-object.ts';
import { argument } from './support.ts';

const slot = Symbol('rows of UserInfo');

/** A system row of the org, read once per transaction and user. */
function row(object: string, id: string, fields: string[]): SObjectRecord | undefined {
  const transaction = current();
  const cache = (transaction.slots.get(slot) as Map<string, SObjectRecord | undefined> | undefined) ?? new Map();
  transaction.slots.set(slot, cache);
  const key = `${object} ${id}`;
  if (!cache.has(key)) {
    const { org } = transaction;
    const text = `SELECT ${fields.join(', ')} FROM ${object} WHERE Id = :id`;
    const options = { access: 'system', sharing: false, counts: false } as const;
    cache.set(key, org.query.query(text, new Map([['id', id]]), options).records[0]);
  }
  return cache.get(key);
}

function ofUser(name: string): unknown {
  const fields = ['FirstName', 'LastName', 'Email', 'UserRoleId', 'LanguageLocaleKey'];
  return row('User', current().user.id, fields)?.values.get(name) ?? null;
}

const isMultiCurrency = (): boolean => {
  const account = current().org.schema.object('Account');
  return account !== undefined && fieldOf(account, 'CurrencyIsoCode') !== undefined;
};

definePlatformType({
  name: 'System.UserInfo',
  statics: {
    'getUserId()': () => current().user.id,
    'getUserName()': () => current().user.username,
    'getName()': () => current().user.name,
    'getFirstName()': () => ofUser('FirstName'),
    'getLastName()': () => ofUser('LastName'),
    'getUserEmail()': () => ofUser('Email'),
    'getUserRoleId()': () => ofUser('UserRoleId'),
    'getProfileId()': () => current().user.profileId,
    'getUserType()': () => current().user.userType,
    'getLanguage()': () => current().user.language,
    'getLocale()': () => current().user.locale,
    'getTimeZone()': () => new ApexTimeZone(current().user.timeZone),
    'getOrganizationId()': () => current().org.id,
    'getOrganizationName()': () => row('Organization', current().org.id, ['Name'])?.values.get('Name') ?? null,
    'getDefaultCurrency()': () => 'USD',
    'getSessionId()': () => `${current().org.id.slice(0, 15)}!${current().isTest ? 'ApexTestSession' : current().id}`,
    'getUiTheme()': () => 'Theme4d',
    'getUiThemeDisplayed()': () => 'Theme4d',
    'isMultiCurrencyOrganization()': isMultiCurrency,
    'isCurrentUserLicensed(String)': () => true,
    'hasPackageLicense(Id)': () => {
      throw new NotEmulated('UserInfo.hasPackageLicense');
    },
  },
});

definePlatformType({
  name: 'System.FeatureManagement',
  statics: {
    'checkPermission(String)': (name: string) => {
      const namespace = codeNamespace();
      const own = namespace === undefined ? [] : [`${namespace}__${argument(name)}`];
      return [...own, argument(name)].some((each) => (rights() as UserRights).hasCustomPermission(each));
    },
  },
});
