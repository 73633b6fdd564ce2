/** SObject methods, tokens and describes. */
import { check } from './cases.ts';

describe('SObject', () => {
  check([
    [
      "Account a = new Account(Name = 'x'); a.put('AnnualRevenue', 5); a.put(Account.Industry, 'Energy'); return '' + a.get('name') + a.AnnualRevenue + a.get(Account.Industry) + a.isSet('Phone') + a.isSet('Name');",
      'x5Energyfalsetrue',
    ],
    ["new Account().get('Nope')", '!System.SObjectException: Invalid field Nope for Account'],
    ["new Account().put('Name', 5)", '!System.SObjectException: Illegal assignment from Integer to String'],
    ["new Account(Name = 'x', Phone = null).getPopulatedFieldsAsMap().keySet()", '{Name, Phone}'],
    [
      "Contact c = new Contact(LastName = 'l', Account = new Account(Name = 'n')); return '' + c.getSObject('Account').get('Name') + ((Account) c.getSObject('Account')).Name;",
      'nn',
    ],
    [
      "Account a = new Account(Id = '001000000000001AAA', Name = 'x'); Account b = a.clone(); Account c = a.clone(true); return '' + b.Id + b.Name + c.Id;",
      'nullx001000000000001AAA',
    ],
    [
      "Account a = new Account(); a.addError('bad'); a.Name.addError('worse'); return '' + a.hasErrors() + a.getErrors().size() + a.getErrors()[1].getMessage() + a.getErrors()[1].getFields();",
      'true2worse(Name)',
    ],
    ["new Account(Name = 'x', NumberOfEmployees = 3)", 'Account:{Name=x, NumberOfEmployees=3}'],
    [
      "Id i = '001000000000001'; return '' + i + i.getSobjectType() + i.to15();",
      '001000000000001AAAAccount001000000000001',
    ],
    ["Id.valueOf('nonsense')", '!System.StringException: Invalid id: nonsense'],
    [
      "SObject s = Schema.getGlobalDescribe().get('ACCOUNT').newSObject(); s.put('Name', 'n'); return '' + s + (s instanceof Account);",
      'Account:{Name=n}true',
    ],
  ]);
});

describe('describes', () => {
  check([
    [
      'Account.SObjectType + "" + Account.Name + Account.SObjectType.getDescribe().getKeyPrefix()'.replaceAll('"', "'"),
      'AccountName001',
    ],
    [
      "Account.Name.getDescribe().getType() + '' + Account.Name.getDescribe().getLength() + Account.AnnualRevenue.getDescribe().getSoapType()",
      'STRING255DOUBLE',
    ],
    ["Schema.SObjectType.Account.fields.getMap().get('ANNUALREVENUE').getDescribe().getName()", 'AnnualRevenue'],
    [
      "Schema.SObjectType.Contact.fields.AccountId.getReferenceTo() + '' + Contact.AccountId.getDescribe().getRelationshipName()",
      '(Account)Account',
    ],
    ["Account.SObjectType == Schema.getGlobalDescribe().get('account')", 'true'],
    [
      "new Map<SObjectField, Integer>{Account.Name => 1}.get(Schema.SObjectType.Account.fields.getMap().get('name'))",
      '1',
    ],
    [
      "String s = ''; for (Schema.ChildRelationship r : Account.SObjectType.getDescribe().getChildRelationships()) { if (r.getChildSObject() == Contact.SObjectType && r.getRelationshipName() == 'Contacts') { s = '' + r.getField(); } } return s;",
      'AccountId',
    ],
    ["Account.SObjectType.getDescribe().getRecordTypeInfosByDeveloperName().get('Master').isMaster()", 'true'],
    ["Schema.describeSObjects(new List<String>{'Account'})[0].getLabelPlural()", 'Accounts'],
  ]);
});
