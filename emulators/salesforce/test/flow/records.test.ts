import {
  assign,
  conditions,
  decide,
  element,
  fields,
  filters,
  flow,
  FlowOrg,
  list,
  of,
  run,
  show,
  start,
  to,
  variable,
} from './harness.ts';

describe('record elements', () => {
  const three =
    "insert new List<Job__c>{ new Job__c(Name = 'a', Amount__c = 1), new Job__c(Name = 'b', Amount__c = 3), new Job__c(Name = 'c%', Amount__c = 2) };";
  const get = (more: string): string =>
    start('Get') +
    element('recordLookups', 'Get', `<object>Job__c</object>${more}`) +
    variable('o', 'String') +
    variable('r', 'SObject', of('Job__c'));
  const stored = '<storeOutputAutomatically>true</storeOutputAutomatically>';
  const first = '<getFirstRecordOnly>true</getFirstRecordOnly>';

  test.each([
    [[['Amount__c', 'GreaterThan', 1]], 'and', 'Desc', 'b'],
    [[['Amount__c', 'GreaterThan', 1]], 'and', 'Asc', 'c%'],
    [[['Name', 'Contains', '%']], 'and', 'Asc', 'c%'],
    [[['Name', 'StartsWith', 'A']], 'and', 'Asc', 'a'],
    [
      [
        ['Amount__c', 'EqualTo', 1],
        ['Name', 'EqualTo', 'b'],
        ['Amount__c', 'IsNull', true],
      ],
      '(1 OR 2) AND NOT 3',
      'Desc',
      'b',
    ],
    [[['Name', 'EqualTo', null]], 'and', 'Asc', 'null'],
  ] as [[string, string, string | number | boolean | null][], string, string, string][])(
    'Get Records %j %s %s',
    (items, logic, sort, name) => {
      const content =
        get(
          filters(items, logic) +
            first +
            stored +
            `<sortField>Amount__c</sortField><sortOrder>${sort}</sortOrder>${to('Found')}`,
        ) +
        decide('Found', [['One', conditions([['Get', 'IsNull', false]]), 'Set']]) +
        assign('Set', [['o', 'Assign', '{!Get.Name}']]);
      const org = new FlowOrg([flow('F', content)]);
      expect(org.apex(three + run('F') + show('o'))).toEqual([name]);
    },
  );

  test('Get Records into a variable and into fields, only the fields asked for', () => {
    const outputs =
      '<outputAssignments><assignToReference>o</assignToReference><field>Name</field></outputAssignments>';
    const a = filters([['Name', 'EqualTo', 'a']]);
    const org = new FlowOrg([
      flow(
        'Into_Variable',
        get(
          `${a}${first}<outputReference>r</outputReference><queriedFields>Id</queriedFields><queriedFields>Amount__c</queriedFields>`,
        ),
      ),
      flow('Into_Fields', get(a + outputs)),
    ]);
    expect(
      org.apex(
        `${three} ${run('Into_Variable')} Job__c r = (Job__c) f.getVariableValue('r'); System.debug(r.Amount__c + ' ' + r.isSet('Name'));`,
      ),
    ).toEqual(['1.00 false']);
    expect(org.apex(run('Into_Fields') + show('o'))).toEqual(['a']);
  });

  test('Create Records with an id, Update and Delete Records by filters', () => {
    const org = new FlowOrg([
      flow(
        'F',
        start('Make') +
          variable('id', 'String') +
          element(
            'recordCreates',
            'Make',
            `<object>Job__c</object>${fields([['Name', 'made']])}<assignRecordIdToReference>id</assignRecordIdToReference>${to('Change')}`,
          ) +
          element(
            'recordUpdates',
            'Change',
            `<object>Job__c</object>${filters([['Amount__c', 'GreaterThan', 1]])}${fields([['Note__c', 'big']])}${to('Drop')}`,
          ) +
          element('recordDeletes', 'Drop', `<object>Job__c</object>${filters([['Name', 'EqualTo', 'a']])}`),
      ),
    ]);
    const lines = org.apex(
      `${three} Integer before = Limits.getDmlStatements(); ${run('F')} System.debug((Limits.getDmlStatements() - before) + ' ' + Limits.getQueries()); System.debug([SELECT Name FROM Job__c WHERE Id = :(Id) f.getVariableValue('id')].Name);`,
    );
    expect(lines).toEqual(['3 2', 'made']);
    expect(org.rows('SELECT Name, Note__c FROM Job__c ORDER BY Name')).toEqual(['b big', 'c% big', 'made null']);
  });

  test('records that are created from a collection get their ids', () => {
    const org = new FlowOrg([
      flow(
        'F',
        start('Set') +
          variable('r', 'SObject', of('Job__c')) +
          variable('l', 'SObject', list + of('Job__c')) +
          assign(
            'Set',
            [
              ['r.Name', 'Assign', 'x'],
              ['l', 'Add', '{!r}'],
              ['r.Name', 'Assign', 'y'],
              ['l', 'Add', '{!r}'],
            ],
            'Make',
          ) +
          element('recordCreates', 'Make', '<inputReference>l</inputReference>'),
      ),
    ]);
    const lines = org.apex(
      `${run('F')} for (Job__c j : (List<Job__c>) f.getVariableValue('l')) System.debug(j.Name + ' ' + (j.Id != null));`,
    );
    expect(lines).toEqual(['x true', 'y true']);
  });

  test('Sort and Filter', () => {
    const filter = `<collectionProcessorType>FilterCollectionProcessor</collectionProcessorType><collectionReference>l</collectionReference><assignNextValueToReference>current</assignNextValueToReference>`;
    const sort = `<collectionProcessorType>SortCollectionProcessor</collectionProcessorType><collectionReference>l</collectionReference><limit>2</limit><sortOptions><doesPutEmptyStringAndNullFirst>false</doesPutEmptyStringAndNullFirst><sortField>Amount__c</sortField><sortOrder>Desc</sortOrder></sortOptions>`;
    const org = new FlowOrg([
      flow(
        'F',
        start('Sort') +
          variable('l', 'SObject', list + of('Job__c')) +
          variable('kept', 'SObject', list + of('Job__c')) +
          variable('current', 'SObject', of('Job__c')) +
          element('collectionProcessors', 'Sort', sort + to('Keep')) +
          element(
            'collectionProcessors',
            'Keep',
            filter + conditions([['current.Name', 'NotEqualTo', 'b']]) + to('Set'),
          ) +
          assign('Set', [['kept', 'Assign', '{!Keep}']]),
      ),
    ]);
    const inputs =
      "'l' => new List<Job__c>{ new Job__c(Name = 'n'), new Job__c(Name = 'a', Amount__c = 1), new Job__c(Name = 'b', Amount__c = 3), new Job__c(Name = 'c', Amount__c = 2) }";
    expect(org.apex(run('F', inputs) + show('l', 'kept'))).toEqual([
      '(Job__c:{Name=b, Amount__c=3}, Job__c:{Name=c, Amount__c=2})',
      '(Job__c:{Name=c, Amount__c=2})',
    ]);
  });
});
