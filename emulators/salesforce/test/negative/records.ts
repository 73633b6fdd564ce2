/** SObjects: fields, relationships, tokens, describes, SOQL. */
import { inMethod } from './case.ts';

const column = (name: string, entity: string): string => `No such column '${name}' on entity '${entity}'`;

export const records = inMethod([
  [
    "a.Name = 'x'; a.AnnualRevenue = 1; a.NumberOfEmployees = 2; w.Size__c = 1; w.Size__c = d; w.Key__c = s; w.When__c = day; w.On__c = b;",
  ],
  ['a.Missing__c = 1;', 'Field does not exist: Missing__c on Account'],
  ['String x = a.Nope;', 'Field does not exist: Nope on Account'],
  ['w.Key__c = 1;', 'Illegal assignment from Integer to String'],
  ["w.Size__c = 'a';", 'Illegal assignment from String to Decimal'],
  ['w.On__c = 1;', 'Illegal assignment from Integer to Boolean'],
  ['w.When__c = moment;', 'Illegal assignment from Datetime to Date'],
  ['Integer x = w.Size__c;', 'Illegal assignment from Decimal to Integer'],
  [
    'a.AnnualRevenue = 1.5; Decimal x = a.AnnualRevenue; Double y = a.AnnualRevenue; Integer z = a.AnnualRevenue.intValue();',
  ],
  [
    'w.Account__c = a.Id; w.Account__r = a; String x = w.Account__r.Name; String y = w.Account__r.Owner.Name; w.Account__c = s;',
  ],
  ['w.Account__r = new Contact();', 'Illegal assignment from Contact to Account'],
  ['w.Account__c = a;', 'Illegal assignment from Account to Id'],
  ['String x = w.Account__r.Missing__c;', 'Field does not exist: Missing__c on Account'],
  ['String x = w.Missing__r.Name;', 'Field does not exist: Missing__r on Widget__c'],
  [
    'List<Contact> x = a.Contacts; Integer y = a.Contacts.size(); for (Contact z : a.Contacts) {} List<Widget__c> q = a.Widgets__r;',
  ],
  ['List<Contact> x = a.Contact;', 'Field does not exist: Contact on Account'],
  ['List<Account> x = a.Contacts;', 'Illegal assignment from List<Contact> to List<Account>'],
  [
    'Account x = new Account(Name = s, AnnualRevenue = 1, ParentId = a.Id); Widget__c y = new Widget__c(Key__c = s, Account__r = new Account(Name = s));',
  ],
  ['Account x = new Account(Missing__c = 1);', 'Field does not exist: Missing__c on Account'],
  ["Account x = new Account(AnnualRevenue = 'a');", 'Illegal assignment from String to Decimal'],
  ['Account x = new Account(Name = s, name = s);', 'Duplicate field initialization'],
  ['Account x = new Account(s);', 'Type requires name=value pair construction: Account'],
  ['Square x = new Square(n = 1);', 'Invalid constructor syntax'],
  ['SObject x = new SObject();', 'SObject is not constructable'],
  ['Missing__c x = new Missing__c();', 'Invalid type: Missing__c'],
  ['item.Name = s;', 'Field does not exist: Name on SObject'],
  [
    "Id x = item.Id; item.put('Name', s); Object y = item.get('Name'); item.put(Account.Name, s); Schema.SObjectType z = item.getSObjectType(); SObject q = item.getSObject('Owner');",
  ],
  ['item.put(1, s);', 'Method does not exist or incorrect signature: void put(Integer, String)'],
  ["a.addError('x'); a.Name.addError('x'); item.addError(s); w.Size__c.addError(s);"],
  ["s.addError('x');", 'addError must be invoked on an expression that is an exact SObject field reference'],
  ["a?.Name.addError('x');", undefined],
  ["a.Name?.addError('x');", 'Safe navigation operator is not allowed between SObject field and addError'],
  [
    'Schema.SObjectField x = Account.Name; Schema.SObjectType y = Account.SObjectType; Schema.SObjectField z = Widget__c.Account__c; Schema.SObjectType q = Schema.Account.SObjectType;',
  ],
  ['Schema.SObjectField x = Account.Missing__c;', 'Field does not exist: Missing__c on Account'],
  [
    'Schema.DescribeSObjectResult x = Schema.SObjectType.Account; Schema.DescribeFieldResult y = Schema.SObjectType.Account.fields.Name; String z = Account.Name.getDescribe().getLabel();',
  ],
  [
    'Schema.DescribeFieldResult y = Schema.SObjectType.Account.fields.Missing__c;',
    'Field does not exist: Missing__c on Account',
  ],
  ['Schema.DescribeSObjectResult x = Schema.SObjectType.Missing__c;', 'Variable does not exist: Missing__c'],
  [
    'Map<String, Schema.SObjectType> x = Schema.getGlobalDescribe(); Map<String, Schema.SObjectField> y = Account.SObjectType.getDescribe().fields.getMap();',
  ],
  [
    'Setting__c x = Setting__c.getInstance(); Setting__c y = Setting__c.getOrgDefaults(); Rule__mdt z = Rule__mdt.getInstance(s); Map<String, Rule__mdt> q = Rule__mdt.getAll(); Setting__c r = Setting__c.getInstance(UserInfo.getUserId());',
  ],
  [
    'Account x = Account.getInstance();',
    'Method does not exist or incorrect signature: void getInstance() from the type Account',
  ],
  ['Setting__c x = Rule__mdt.getInstance(s);', 'Illegal assignment from Rule__mdt to Setting__c'],
  ['String x = Label.Greeting; String y = System.Label.Greeting;'],
  ['String x = Label.Missing;', 'External string does not exist: Missing'],
  [
    'List<Account> x = [SELECT Id, Name, Owner.Name, Parent.Parent.Name, (SELECT Id FROM Contacts) FROM Account WHERE Name = :s AND Id IN :ids ORDER BY Name LIMIT :i];',
  ],
  [
    'Account x = [SELECT Id FROM Account LIMIT 1]; Integer y = [SELECT COUNT() FROM Account]; String z = [SELECT Name FROM Account LIMIT 1].Name; Integer q = [SELECT Id FROM Account].size();',
  ],
  ['Contact x = [SELECT Id FROM Account];', 'Illegal assignment from List<Account> to Contact'],
  ['Integer x = [SELECT Id FROM Account];', 'Illegal assignment from List<Account> to Integer'],
  ['List<Account> x = [SELECT Missing__c FROM Account];', column('Missing__c', 'Account')],
  ['List<Account> x = [SELECT Id FROM Account WHERE Missing__c = 1];', column('Missing__c', 'Account')],
  ['List<Account> x = [SELECT Id FROM Account ORDER BY Missing__c];', column('Missing__c', 'Account')],
  ['List<Account> x = [SELECT Owner.Missing__c FROM Account];', "No such column 'Missing__c' on entity"],
  [
    'List<Account> x = [SELECT Missing__r.Name FROM Account];',
    "Didn't understand relationship 'Missing__r' in field path",
  ],
  [
    'List<Account> x = [SELECT Id, (SELECT Id FROM Missing__r) FROM Account];',
    "Didn't understand relationship 'Missing__r' in FROM part of query call",
  ],
  ['List<Account> x = [SELECT Id, (SELECT Missing__c FROM Contacts) FROM Account];', column('Missing__c', 'Contact')],
  ['List<SObject> x = [SELECT Id FROM Missing__c];', "sObject type 'Missing__c' is not supported"],
  [
    'List<Account> x = [SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Missing__c = null)];',
    column('Missing__c', 'Contact'),
  ],
  ['List<Account> x = [SELECT Id FROM Account WHERE Id IN (SELECT Account__c FROM Widget__c WHERE Size__c > 1)];'],
  ['List<Account> x = [SELECT Id, Id FROM Account];', 'duplicate field selected: Id'],
  ['List<Account> x = [SELECT Id FROM Account WHERE Name = :missing];', 'Variable does not exist: missing'],
  [
    'List<Account> x = [SELECT Id FROM Account WHERE Name = :a?.Name];',
    'Operator ?. is not allowed in SOQL bind expressions',
  ],
  [
    'List<AggregateResult> x = [SELECT Name n, COUNT(Id) c, SUM(AnnualRevenue) FROM Account GROUP BY Name HAVING COUNT(Id) > 1 ORDER BY COUNT(Id)]; Object y = x[0].get(s);',
  ],
  [
    'List<Account> x = [SELECT Name, COUNT(Id) FROM Account GROUP BY Name];',
    'Illegal assignment from List<AggregateResult> to List<Account>',
  ],
  ['List<AggregateResult> x = [SELECT Name, COUNT(Id) FROM Account];', 'Field must be grouped or aggregated: Name'],
  ['List<List<SObject>> x = [FIND :s IN ALL FIELDS RETURNING Account(Id, Name), Contact]; List<Account> y = x[0];'],
  [
    "List<List<SObject>> x = [FIND 'a*' RETURNING Account(Id, Name WHERE Name != null ORDER BY Name LIMIT 5), Widget__c(Key__c) LIMIT 10];",
  ],
  ["List<List<SObject>> x = [FIND 'a*' RETURNING Missing__c];", "sObject type 'Missing__c' is not supported"],
  [
    "List<List<SObject>> x = [FIND 'a*' RETURNING Account(Id, Missing__c)];",
    "No such column 'Missing__c' on entity 'Account'",
  ],
  ['List<Account> x = [FIND :s RETURNING Account];', 'Illegal assignment from List<List<SObject>> to List<Account>'],
  ['Account x = [SELECT TYPEOF Owner WHEN User THEN Username ELSE Name END FROM Account LIMIT 1];'],
  [
    'List<Widget__c> x = [SELECT Id, Account__r.Name, Size__c FROM Widget__c WHERE Account__r.Owner.IsActive = TRUE AND Size__c > 1 WITH USER_MODE FOR UPDATE];',
  ],
  ['List<Account> x = [SELECT a.Id, a.Owner.Name FROM Account a WHERE a.Name != null];'],
  [
    'List<Account> x = [SELECT FIELDS(STANDARD) FROM Account]; List<Event> y = [SELECT What.Name, What.Type, Who.Name FROM Event];',
  ],
  ['measure([SELECT Id FROM Account]); item = [SELECT Id FROM Account LIMIT 1]; return;'],
  [
    "List<Account> x = [SELECT Id FROM Account WHERE AnnualRevenue > 1.5 AND Name LIKE 'a%' AND CreatedDate > 2024-01-01T00:00:00Z AND IsDeleted = FALSE AND OwnerId = :a AND Id IN :accounts];",
  ],
  [
    "List<Account> x = [SELECT Id FROM Account WHERE AnnualRevenue = 'x'];",
    "value of filter criterion for field 'AnnualRevenue' must be of type currency and should not be enclosed in quotes",
  ],
  [
    'List<Account> x = [SELECT Id FROM Account WHERE Name = 1];',
    "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
  ],
  [
    'List<Account> x = [SELECT Id FROM Account WHERE Name IN (1, 2)];',
    "value of filter criterion for field 'Name' must be of type string",
  ],
  [
    "List<Account> x = [SELECT Id FROM Account WHERE IsDeleted = 'true'];",
    "value of filter criterion for field 'IsDeleted' must be of type boolean",
  ],
  [
    'List<Account> x = [SELECT Id FROM Account WHERE Name = :i];',
    'Invalid bind expression type of Integer for column of type String',
  ],
  [
    'List<Account> x = [SELECT Id FROM Account WHERE AnnualRevenue = :s];',
    'Invalid bind expression type of String for column of type Decimal',
  ],
  [
    'List<Widget__c> x = [SELECT Id FROM Widget__c WHERE When__c = :moment AND Size__c = :i AND On__c = :b AND Account__c IN :ids];',
  ],
  [
    'List<Widget__c> x = [SELECT Id FROM Widget__c WHERE When__c = :d];',
    'Invalid bind expression type of Decimal for column of type Date',
  ],
  [
    'List<Account> x = [SELECT Id FROM Account LIMIT :s];',
    'Invalid bind expression type of String for column of type Integer',
  ],
  [
    'List<Account> x = [SELECT Id FROM Account WHERE Description = null];',
    "field 'Description' can not be filtered in a query call",
  ],
  [
    'List<Account> x = [SELECT Id FROM Account ORDER BY Description];',
    "field 'Description' can not be sorted in a query call",
  ],
  [
    'List<AggregateResult> x = [SELECT Description FROM Account GROUP BY Description];',
    "field 'Description' can not be grouped in a query call",
  ],
]);
