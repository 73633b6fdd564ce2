/** State and country picklists: what an org with them does with addresses. */
import { TestOrg } from '../data/harness.ts';

const org = new TestOrg([], { shape: { stateCountryPicklists: true } });
const saved = (values: Record<string, unknown>): string => {
  const id = org.insert('Contact', { LastName: 'Lee', ...values }, { allOrNone: false });
  if (!/^003/.test(id)) return id;
  const fields = 'MailingCountry, MailingCountryCode, MailingState, MailingStateCode';
  return org.rows(`SELECT ${fields} FROM Contact WHERE Id = '${id}'`)[0]!;
};

test('the fields have the countries and states of a new org', () => {
  const contact = org.org.schema.object('Contact')!;
  const values = (name: string): string[] =>
    contact.fields.get(name)!.picklist.map(({ value, label }) => `${value} ${label}`);
  expect(values('mailingcountrycode')).toEqual(expect.arrayContaining(['CA Canada', 'US United States', 'DE Germany']));
  expect(values('mailingcountrycode')).toHaveLength(240);
  expect(values('mailingstatecode')).toEqual(
    expect.arrayContaining(['ON Ontario', 'CA California', 'NSW New South Wales']),
  );
  expect(values('othercountrycode')).toHaveLength(240);
  expect(new TestOrg().org.schema.object('Contact')!.fields.has('mailingcountrycode')).toBe(false);
});

test.each([
  ['codes', { MailingCountryCode: 'CA', MailingStateCode: 'ON' }, 'Canada CA Ontario ON'],
  ['names', { MailingCountry: 'canada', MailingState: 'Ontario' }, 'Canada CA Ontario ON'],
  ['a country alone', { MailingCountry: 'Germany' }, 'Germany DE null null'],
  ['nothing', {}, 'null null null null'],
])('code and name follow each other: %s', (_words, values, expected) => {
  expect(saved(values)).toBe(expected);
});

test.each([
  ['a country nobody knows', { MailingCountry: 'Atlantis' }, /problem with this country.*\[MailingCountryCode\]/],
  ['a state of another country', { MailingCountryCode: 'CA', MailingStateCode: 'TX' }, /problem with this state/],
  ['a state where there is no list', { MailingCountryCode: 'DE', MailingState: 'Bayern' }, /problem with this state/],
  ['a state without a country', { MailingState: 'Ontario' }, /country\/territory must be specified before/],
  [
    'two countries',
    { MailingCountry: 'France', MailingCountryCode: 'CA' },
    /Mismatched integration value and ISO code/,
  ],
])('refuses %s', (_words, values, expected) => {
  expect(saved(values)).toMatch(expected);
  expect(saved(values)).toMatch(/^FIELD_INTEGRITY_EXCEPTION/);
});

test('an update moves both, and a country that leaves its state behind is refused', () => {
  const id = org.insert('Contact', { LastName: 'Mover', MailingCountryCode: 'CA', MailingStateCode: 'ON' });
  const update = (values: Record<string, unknown>): string =>
    org.update('Contact', { Id: id, ...values }, { allOrNone: false });
  const state = (): string[] => org.rows(`SELECT MailingCountry, MailingStateCode FROM Contact WHERE Id = '${id}'`);
  expect(update({ MailingCountryCode: 'US' })).toMatch(/problem with this state/);
  expect(update({ MailingCountryCode: 'US', MailingStateCode: 'TX' })).toBe(id);
  expect(state()).toEqual(['United States TX']);
  expect(update({ MailingCountry: null, MailingState: null })).toBe(id);
  expect(state()).toEqual(['null null']);
});
