import { apex } from '../data/harness.ts';
import { assign, element, fields, flow, FlowOrg, list, run, show, start, to, value, variable } from './harness.ts';

describe('Apex actions', () => {
  const classes = [
    ...apex(
      'class',
      'Greeter',
      `public class Greeter {
        public class Request { @InvocableVariable(required=true) public String name; @InvocableVariable public List<Integer> numbers; @InvocableVariable public Job__c job; public String hidden; }
        public class Answer { @InvocableVariable public String text; @InvocableVariable public Integer total; @InvocableVariable public Job__c job; }
        public static Integer calls = 0;
        @InvocableMethod(label='Greet') public static List<Answer> greet(List<Request> requests) {
          calls++; List<Answer> answers = new List<Answer>();
          for (Request r : requests) {
            if (r.name == 'bad') throw new IllegalArgumentException('no');
            Answer a = new Answer(); a.text = 'hello ' + r.name; a.total = 0;
            if (r.numbers != null) for (Integer n : r.numbers) a.total += n;
            if (r.job != null) { r.job.Note__c = 'greeted ' + calls; a.job = r.job; }
            answers.add(a);
          }
          return answers;
        }
      }`,
    ),
    ...apex(
      'class',
      'Doubler',
      'public class Doubler { @InvocableMethod public static List<Decimal> run(List<Decimal> given) { List<Decimal> all = new List<Decimal>(); for (Decimal d : given) all.add(d * 2); return all; } }',
    ),
  ];
  const call = (name: string, inputs: [string, string | number][], more: string): string =>
    element(
      'actionCalls',
      `Call_${name}`,
      `<actionName>${name}</actionName><actionType>apex</actionType>${inputs.map(([key, given]) => `<inputParameters><name>${key}</name>${value(given)}</inputParameters>`).join('')}${more}`,
    );
  const stored = '<storeOutputAutomatically>true</storeOutputAutomatically>';

  test('inputs and outputs of a request class', () => {
    const org = new FlowOrg([
      ...classes,
      flow(
        'F',
        start('Call_Greeter') +
          variable('n', 'String') +
          variable('l', 'Number', list) +
          variable('o', 'String') +
          call(
            'Greeter',
            [
              ['name', '{!n}'],
              ['numbers', '{!l}'],
            ],
            stored + to('Set'),
          ) +
          assign('Set', [['o', 'Assign', '{!Call_Greeter.text} {!Call_Greeter.total}']]),
      ),
    ]);
    expect(org.apex(run('F', "'n' => 'you', 'l' => new List<Decimal>{ 1, 2 }") + show('o'))).toEqual(['hello you 3']);
    expect(org.apex(run('F'))[0]).toMatch(/^!System\.FlowException/);
  });

  test('a plain value, and outputs into variables', () => {
    const org = new FlowOrg([
      ...classes,
      flow(
        'F',
        start('Call_Doubler') +
          variable('n', 'Number') +
          call(
            'Doubler',
            [['given', 4]],
            '<outputParameters><assignToReference>n</assignToReference><name>output</name></outputParameters>',
          ),
      ),
    ]);
    expect(org.apex(run('F') + show('n'))).toEqual(['8']);
  });

  test('one call for a batch; an exception is a fault of all', () => {
    const onJob = (name: string): string =>
      `<start>${to('Call_Greeter')}<object>Job__c</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType></start>` +
      call(
        'Greeter',
        [
          ['name', name],
          ['job', '{!$Record}'],
        ],
        stored + to('Save'),
      ) +
      element(
        'recordUpdates',
        'Save',
        `<inputReference>$Record</inputReference>${fields([['Note__c', '{!Call_Greeter.job.Note__c}']])}`,
      );
    const org = new FlowOrg([...classes, flow('F', onJob('{!$Record.Name}'))]);
    org.apex("insert new List<Job__c>{ new Job__c(Name = 'a'), new Job__c(Name = 'b') };");
    expect(org.rows('SELECT Note__c FROM Job__c')).toEqual(['greeted 1', 'greeted 1']);
    expect(org.insert('Job__c', { Name: 'bad' })).toContain(
      'An Apex error occurred: System.IllegalArgumentException: no Error ID:',
    );
  });

  test('Apex-defined variables: members, lists of them, loops over what an action gives', () => {
    const org = new FlowOrg([
      ...apex(
        'class',
        'Part',
        'public class Part { @AuraEnabled public String name; @AuraEnabled public List<Part> parts; }',
      ),
      ...apex(
        'class',
        'Splitter',
        'public class Splitter { public class Given { @InvocableVariable public Part whole; } public class Made { @InvocableVariable public List<Part> all; } @InvocableMethod public static List<Made> run(List<Given> all) { Made m = new Made(); m.all = all[0].whole.parts; return new List<Made>{ m }; } }',
      ),
      flow(
        'F',
        start('Set') +
          variable('whole', 'Apex', '<apexClass>Part</apexClass>') +
          variable('part', 'Apex', '<apexClass>Part</apexClass>') +
          variable('o', 'String') +
          assign(
            'Set',
            [
              ['part.name', 'Assign', 'a'],
              ['whole.parts', 'Add', '{!part}'],
              ['whole.parts', 'Add', '{!part}'],
            ],
            'Call_Splitter',
          ) +
          call('Splitter', [['whole', '{!whole}']], stored + to('Each')) +
          element(
            'loops',
            'Each',
            `<collectionReference>Call_Splitter.all</collectionReference>${to('Note', 'nextValueConnector')}`,
          ) +
          assign('Note', [['o', 'Add', '{!Each.name};']], 'Each'),
      ),
    ]);
    expect(org.apex(run('F') + show('o'))).toEqual(['a;a;']);
  });

  test('other actions are refused by name', () => {
    const post = element(
      'actionCalls',
      'Post',
      '<actionName>chatterPost</actionName><actionType>chatterPost</actionType>',
    );
    const org = new FlowOrg([flow('F', start('Post') + post)]);
    expect(() => org.apex(run('F'))).toThrow('NotEmulated: Flow F: action chatterPost');
  });
});

describe('from Apex', () => {
  const echo = (status: string): [string, string] =>
    flow(
      'Echo',
      start('Set') +
        variable('given', 'String') +
        element('variables', 'own', '<dataType>String</dataType><isInput>false</isInput><isOutput>false</isOutput>') +
        variable('answer', 'String') +
        assign('Set', [
          ['answer', 'Assign', '{!given}!'],
          ['own', 'Assign', 'x'],
        ]),
      status,
    );

  test('new Flow.Interview.X, names with their case, private variables', () => {
    const org = new FlowOrg([echo('Active')]);
    const lines = org.apex(
      `Flow.Interview.Echo f = new Flow.Interview.Echo(new Map<String, Object>{ 'given' => 'a', 'GIVEN' => 'b', 'own' => 'c' }); f.start(); ${show('answer', 'own', 'none')}`,
    );
    expect(lines).toEqual(['a!', 'null', 'null']);
  });

  test('a flow that is not there', () => {
    expect(new FlowOrg([]).apex(run('Nowhere'))).toEqual([
      '!System.TypeException: Invalid type: Flow.Interview.Nowhere',
    ]);
  });

  test('drafts run for those who may manage flows', () => {
    const org = new FlowOrg([echo('Draft')]);
    expect(org.apex(run('Echo', "'given' => 'a'") + show('answer'))).toEqual(['a!']);
    org.apex(
      "insert new User(Alias = 'u', Email = 'u@example.com', LastName = 'u', Username = 'u@flow.example.com', ProfileId = [SELECT Id FROM Profile WHERE Name = 'Standard User'].Id, TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', LanguageLocaleKey = 'en_US', EmailEncodingKey = 'UTF-8');",
    );
    const user = org.org.security.userByName('u@flow.example.com')!;
    expect(org.apex(run('Echo'), user)).toEqual(['!System.FlowException: echo']);
  });

  test('subflows give and take values', () => {
    const org = new FlowOrg([
      echo('Active'),
      flow(
        'Outer',
        start('Ask') +
          variable('a', 'String') +
          variable('b', 'String') +
          element(
            'subflows',
            'Ask',
            `<flowName>Echo</flowName><inputAssignments><name>given</name>${value('in')}</inputAssignments><outputAssignments><assignToReference>a</assignToReference><name>answer</name></outputAssignments>${to('Again')}`,
          ) +
          element(
            'subflows',
            'Again',
            `<flowName>Echo</flowName><inputAssignments><name>given</name>${value('{!a}')}</inputAssignments><storeOutputAutomatically>true</storeOutputAutomatically>${to('Set')}`,
          ) +
          assign('Set', [['b', 'Assign', '{!Again.answer}']]),
      ),
    ]);
    expect(org.apex(run('Outer') + show('a', 'b'))).toEqual(['in!', 'in!!']);
  });

  test('an endless loop ends at the CPU limit', () => {
    const org = new FlowOrg([flow('F', start('A') + variable('n', 'Number') + assign('A', [['n', 'Add', 1]], 'A'))]);
    expect(org.apex(run('F'))).toEqual(['!System.LimitException: Apex CPU time limit exceeded']);
  });
});

test('Invocable.Action runs Apex and flows', () => {
  const org = new FlowOrg([
    ...apex(
      'class',
      'Doubler',
      'public class Doubler { @InvocableMethod public static List<Decimal> run(List<Decimal> given) { List<Decimal> all = new List<Decimal>(); for (Decimal d : given) all.add(d * 2); return all; } }',
    ),
    flow('F', start('Set') + variable('n', 'Number') + assign('Set', [['n', 'Add', 1]])),
  ]);
  const invoke = (type: string, name: string, parameter: string): string =>
    `for (Invocable.Action.Result r : Invocable.Action.createCustomAction('${type}', '${name}').setInvocations(new List<Map<String, Object>>{ new Map<String, Object>{ '${parameter}' => 3 }, new Map<String, Object>{ '${parameter}' => 5 } }).invoke()) System.debug(r.isSuccess() + ' ' + r.getOutputParameters());`;
  expect(org.apex(invoke('apex', 'Doubler', 'given'))).toEqual(['true {output=6}', 'true {output=10}']);
  expect(org.apex(invoke('flow', 'F', 'n'))).toEqual(['true {n=4}', 'true {n=6}']);
  expect(org.apex(invoke('flow', 'G', 'n'))).toEqual(['false {}', 'false {}']);
});
