/** Leads that are converted, person accounts, and the currency of records. */
import { apex, field, TestOrg } from '../data/harness.ts';

test('triggers see a lead become a converted one', () => {
  const watch = `trigger Watch on Lead (before update, after update) {
    for (Lead each : Trigger.new)
      if (each.IsConverted && !Trigger.oldMap.get(each.Id).IsConverted && Trigger.isAfter)
        insert new Account(Name = 'converted to ' + (each.ConvertedContactId != null));
  }`;
  const convert = `public class Convert { public static void run() {
    Lead one = new Lead(LastName = 'Lee', Company = 'Acme');
    insert one;
    Database.LeadConvert conversion = new Database.LeadConvert();
    conversion.setLeadId(one.Id);
    conversion.setDoNotCreateOpportunity(true);
    conversion.setConvertedStatus([SELECT ApiName FROM LeadStatus WHERE IsConverted = TRUE LIMIT 1].ApiName);
    Database.convertLead(conversion);
  } }`;
  const org = new TestOrg([...apex('trigger', 'Watch', watch), ...apex('class', 'Convert', convert)]);
  run(org, 'Convert.run();');
  expect(org.rows('SELECT Name FROM Account ORDER BY Name')).toEqual(['Acme', 'converted to true']);
});

test('custom fields of contacts are fields of person accounts', () => {
  const text = '<type>Text</type><length>20</length>';
  const org = new TestOrg([field('Contact', 'Tier__c', text)], { shape: { personAccounts: true } });
  const id = org.insert('Account', { LastName: 'Lee', Phone: '123', Tier__pc: 'Gold' });
  expect(org.rows(`SELECT Tier__c, Phone FROM Contact WHERE AccountId = '${id}'`)).toEqual(['Gold 123']);
  const plain = new TestOrg([field('Contact', 'Tier__c', text)]);
  expect(plain.org.schema.object('Account')!.fields.has('tier__pc')).toBe(false);
});

test('records have the corporate currency unless told otherwise', () => {
  const shape = { multiCurrency: true, currency: 'CAD', currencies: { EUR: 0.67 } };
  const org = new TestOrg([], { shape });
  org.insert('Account', { Name: 'A' });
  org.insert('Account', { Name: 'B', CurrencyIsoCode: 'EUR' });
  expect(org.rows('SELECT Name, CurrencyIsoCode FROM Account ORDER BY Name')).toEqual(['A CAD', 'B EUR']);
});

function run({ org }: TestOrg, code: string): void {
  const options = { user: org.security.admin(), kind: 'sync' } as const;
  const result = org.transaction(options, (transaction) => org.apex.executeAnonymous(code, transaction));
  expect(result).toMatchObject({ success: true });
}
