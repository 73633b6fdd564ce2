/** Formula.builder() and Invocable.Action. */
import { createOrg } from '../../src/org/org.ts';

function run(code: string, className = ''): string[] {
  const { org } = createOrg();
  if (className) {
    const file = { kind: 'class', name: 'Pair', file: 'Pair.cls', source: className, apiVersion: 66 } as const;
    expect(org.apex.compile([file])).toEqual([]);
  }
  const result = org.transaction({ user: org.security.admin(), kind: 'sync' }, (transaction) =>
    org.apex.executeAnonymous(code, transaction),
  );
  expect(result.compileProblem).toBeNull();
  const lines = [...result.debugLog.matchAll(/\|DEBUG\|(.*)/g)].map((match) => match[1]!);
  return result.exceptionMessage === null ? lines : [...lines, result.exceptionMessage];
}

test('a formula over a record reads what is in memory', () => {
  const lines = run(`
    FormulaEval.FormulaInstance f = Formula.builder().withType(Account.SObjectType).withReturnType(FormulaEval.FormulaReturnType.STRING)
      .withFormula('UPPER(Name) & " / " & Owner.LastName & TEXT(NumberOfEmployees * 2)').build();
    System.debug(f.evaluate(new Account(Name = 'acme', NumberOfEmployees = 4, Owner = new User(LastName = 'Boss '))));
    System.debug(f.evaluate(new Account(Name = 'acme')));
    System.debug(f.getReferencedFields());
    FormulaEval.FormulaInstance g = Formula.builder().withType(Account.SObjectType).withReturnType(FormulaEval.FormulaReturnType.BOOLEAN)
      .withGlobalVariables(new List<FormulaEval.FormulaGlobal>{ FormulaEval.FormulaGlobal.USER })
      .withFormula('$User.LastName = "Admin"').build();
    System.debug(g.evaluate(new Account()));`);
  expect(lines).toEqual(['ACME / Boss 8', 'ACME / 0', '{Name, NumberOfEmployees, Owner.LastName}', 'true']);
});

test('a formula over an Apex class reads its global members', () => {
  const lines = run(
    `FormulaEval.FormulaInstance f = Formula.builder().withType(Pair.class).withReturnType(FormulaEval.FormulaReturnType.BOOLEAN)
       .withFormula('after.AnnualRevenue > before.AnnualRevenue').build();
     Pair one = new Pair();
     one.before = new Account(AnnualRevenue = 1);
     one.after = new Account(AnnualRevenue = 2);
     System.debug(f.evaluate(one));`,
    'global class Pair { global Account before; global Account after { get; set; } public Account hidden; }',
  );
  expect(lines).toEqual(['true']);
});

test.each([
  ['Nope = 1', 'Field Nope does not exist. Check spelling.'],
  ['ISCHANGED(Name)', 'Function ISCHANGED may not be used in this type of formula'],
  ['$User.LastName = "x"', 'Field $User.LastName does not exist. Check spelling.'],
  ['This will not do!!!', 'Syntax error'],
])('the formula %s is refused when it is built', (formula, message) => {
  const [line] = run(
    `try { Formula.builder().withType(Account.SObjectType).withFormula('${formula}').build(); }
     catch (FormulaValidationException e) { System.debug(e.getMessage()); }`,
  );
  expect(line).toContain(message);
});

test('results of actions are values; a flow that is not there fails; no action runs', () => {
  const lines = run(`
    Invocable.Action.Result made = (Invocable.Action.Result) JSON.deserialize(
      '{"success": true, "outputParameters": {"a": 1}, "errors": [{"code": "C", "message": "M"}]}', Invocable.Action.Result.class);
    System.debug(made.isSuccess() + ' ' + made.getOutputParameters().get('a') + ' ' + made.getErrors()[0].getCode() + made.getErrors()[0].getMessage());
    Invocable.Action missing = Invocable.Action.createCustomAction('flow', 'Nope');
    missing.setInvocationParameter('x', 1);
    System.debug(missing.invoke()[0].isSuccess());`);
  expect(lines).toEqual(['true 1 CM', 'false']);
  expect(() => run(`Invocable.Action.createStandardAction('chatterPost').invoke();`)).toThrow(
    'NotEmulated: invocable action chatterPost',
  );
});
