import {
  assign,
  conditions,
  decide,
  element,
  flow,
  FlowOrg,
  list,
  of,
  run,
  show,
  start,
  value,
  variable,
} from './harness.ts';

/** What variables hold after one assignment element. */
function after(items: Parameters<typeof assign>[1], variables: string, shown: string[], inputs = ''): string[] {
  const org = new FlowOrg([flow('F', start('Set') + variables + assign('Set', items))]);
  return org.apex(run('F', inputs) + show(...shown));
}

describe('assignments', () => {
  test.each([
    [
      'Number',
      [
        ['n', 'Assign', 4],
        ['n', 'Add', 1.5],
        ['n', 'Subtract', 2],
      ],
      '3.5',
    ],
    ['Number', [['n', 'Add', 1]], '1'],
    [
      'String',
      [
        ['n', 'Assign', 'a'],
        ['n', 'Add', 'b'],
        ['n', 'Add', 3],
      ],
      'ab3',
    ],
    ['Boolean', [['n', 'Assign', '{!$GlobalConstant.True}']], 'true'],
    [
      'Date',
      [
        ['n', 'Assign', '{!$Flow.CurrentDate}'],
        ['n', 'Add', 20],
        ['n', 'Subtract', 1],
      ],
      '2026-02-03 00:00:00',
    ],
    [
      'Multipicklist',
      [
        ['n', 'AddItem', 'a'],
        ['n', 'AddItem', 'b'],
        ['n', 'AddItem', 'a'],
      ],
      'a;b',
    ],
  ] as [string, [string, string, string | number][], string][])('%s %j', (type, items, expected) => {
    expect(after(items, variable('n', type), ['n'])).toEqual([expected]);
  });

  test.each([
    ['Add', 'x', '(a, b, a, c, x)'],
    ['AddAtStart', 'x', '(x, a, b, a, c)'],
    ['RemoveFirst', 'a', '(b, a, c)'],
    ['RemoveAll', 'a', '(b, c)'],
    ['RemoveUncommon', 'a', '(a, a)'],
    ['RemoveAfterFirst', 'b', '(a, b)'],
    ['RemoveBeforeFirst', 'b', '(b, a, c)'],
    ['RemovePosition', 2, '(a, a, c)'],
    ['Assign', 'x', '(x)'],
  ])('collections: %s %s', (operator, given, expected) => {
    const inputs = "'l' => new List<String>{'a', 'b', 'a', 'c'}";
    expect(after([['l', operator, given]], variable('l', 'String', list), ['l'], inputs)).toEqual([expected]);
  });

  test('counts, and whole collections', () => {
    const variables = variable('l', 'Number', list) + variable('m', 'Number', list) + variable('n', 'Number');
    const items: Parameters<typeof assign>[1] = [
      ['l', 'Add', 1],
      ['l', 'Add', 2],
      ['m', 'Assign', '{!l}'],
      ['m', 'Add', '{!l}'],
      ['n', 'AssignCount', '{!m}'],
    ];
    expect(after(items, variables, ['l', 'm', 'n'])).toEqual(['(1, 2)', '(1, 2, 1, 2)', '4']);
  });

  test('nothing is an item, too', () => {
    const variables = variable('r', 'SObject', of('Job__c')) + variable('l', 'SObject', list + of('Job__c'));
    expect(after([['l', 'Add', '{!r}']], variables, ['l'])).toEqual(['(null)']);
  });

  test('records come into being with their first field, and are added as copies', () => {
    const variables = variable('r', 'SObject', of('Job__c')) + variable('l', 'SObject', list + of('Job__c'));
    const items: Parameters<typeof assign>[1] = [
      ['r.Name', 'Assign', 'a'],
      ['r.Amount__c', 'Assign', 1],
      ['l', 'Add', '{!r}'],
      ['r.Amount__c', 'Add', 1],
      ['l', 'Add', '{!r}'],
    ];
    expect(after(items, variables, ['l'])).toEqual([
      '(Job__c:{Name=a, Amount__c=1.00}, Job__c:{Name=a, Amount__c=2.00})',
    ]);
  });

  test('a field of nothing is a fault', () => {
    const variables = variable('r', 'SObject', of('Job__c')) + variable('t', 'String');
    expect(after([['t', 'Assign', '{!r.Name}']], variables, [])[0]).toMatch(
      /^!System\.FlowException: An unhandled fault has occurred in this flow<br>/,
    );
  });
});

test('constants, formulas, text templates, decisions by formula and outcome', () => {
  const content =
    start('Which') +
    variable('n', 'Number') +
    variable('t', 'String') +
    variable('u', 'String') +
    element('constants', 'Rate', `<dataType>Number</dataType>${value(3)}`) +
    element(
      'formulas',
      'Twice',
      '<dataType>Number</dataType><scale>1</scale><expression>{!n} * 2 + {!Rate}</expression>',
    ) +
    element(
      'formulas',
      'Who',
      '<dataType>String</dataType><expression>IF({!n} &gt; 5, UPPER({!$User.Alias}), &quot;-&quot;)</expression>',
    ) +
    element(
      'textTemplates',
      'Text',
      '<isViewedAsPlainText>true</isViewedAsPlainText><text>{!Twice} of {!n}: {!Who}</text>',
    ) +
    decide(
      'Which',
      [
        ['Big', conditions([['Twice', 'GreaterThan', 20]]), 'Set'],
        ['Small', conditions([['Twice', 'LessThanOrEqualTo', '{!Rate}']]), 'Set'],
      ],
      'Set',
    ) +
    assign('Set', [
      ['t', 'Assign', '{!Text}'],
      ['u', 'Assign', 'big {!Big}, small {!Small}'],
    ]);
  const org = new FlowOrg([flow('F', content)]);
  const alias = org.rows(`SELECT Alias FROM User WHERE Id = '${org.user.id}'`)[0]!.toUpperCase();
  expect(org.apex(run('F', "'n' => 9") + show('t', 'u'))).toEqual([`21 of 9: ${alias}`, 'big true, small false']);
  expect(org.apex(run('F', "'n' => 0") + show('t', 'u'))).toEqual(['3 of 0: -', 'big false, small true']);
});

describe('conditions', () => {
  const variables =
    variable('t', 'String') +
    variable('d', 'Date') +
    variable('r', 'SObject', of('Job__c')) +
    variable('l', 'String', list);
  test.each([
    ['t', 'EqualTo', 'ABC', true],
    ['t', 'NotEqualTo', 'abd', true],
    ['t', 'StartsWith', 'AB', true],
    ['t', 'EndsWith', 'ab', false],
    ['t', 'Contains', 'B', true],
    ['t', 'IsNull', false, true],
    ['t', 'In', '{!l}', true],
    ['t', 'NotIn', '{!l}', false],
    ['d', 'LessThan', '{!$Flow.CurrentDate}', true],
    ['d', 'EqualTo', '{!d}', true],
    ['d', 'GreaterThanOrEqualTo', '{!d}', true],
    ['r', 'IsNull', true, true],
    ['r.Name', 'IsNull', true, true],
    ['r.Name', 'EqualTo', 'x', false],
    ['l', 'Contains', 'abc', true],
    ['l', 'IsEmpty', false, true],
    ['Which', 'WasVisited', true, true],
    ['Yes', 'WasVisited', true, false],
  ] as [string, string, string | boolean, boolean][])('%s %s %s', (left, operator, right, expected) => {
    const content =
      start('Which') +
      variables +
      variable('o', 'Boolean') +
      decide('Which', [['Yes_It_Is', conditions([[left, operator, right]]), 'Set']]) +
      decide('Other', [['Yes', conditions([[left, operator, right]]), undefined]]) +
      assign('Set', [['o', 'Assign', true]]);
    const org = new FlowOrg([
      flow('F', content.replaceAll('>Yes<', '>Other<').replace('Other</name><label>Yes', 'Yes</name><label>Yes')),
    ]);
    const inputs = "'t' => 'abc', 'd' => Date.newInstance(2026, 1, 2), 'l' => new List<String>{'x', 'abc'}";
    expect(org.apex(run('F', inputs) + show('o'))).toEqual([expected ? 'true' : 'null']);
  });
});
