/** System.Test. */
import { NotEmulated } from '../../org/services.ts';
import { current } from '../../transaction/transaction.ts';
import { apexError } from '../runtime/exceptions.ts';
import type { ApexList } from '../runtime/list.ts';
import { setFixedSearchResults, setMock } from '../testing/mocks.ts';
import { createStub } from '../testing/stubs.ts';
import { startTest, stopTest } from '../testing/window.ts';
import type { ClassType, Type } from '../types/type.ts';
import { definePlatformType } from './define.ts';
import { releaseSavepoints } from './database/savepoints.ts';
import { argument } from './support.ts';
import { testExtras } from './test-extras.ts';

/** The library's System.Type values carry the type they stand for. */
interface TypeValue {
  type: Type;
}

function standardPricebookId(): string {
  const text = 'SELECT Id FROM Pricebook2 WHERE IsStandard = true';
  const options = { access: 'system', sharing: false, counts: false } as const;
  const [record] = current().org.query.query(text, new Map(), options).records;
  if (!record) throw new NotEmulated('standard price book');
  return record.id!;
}

/** Rights are read from permission sets and groups whenever they are asked for: nothing waits to be calculated. */
function calculatePermissionSetGroup(): void {
  if (!current().isTest) throw apexError('System.UnsupportedOperationException', 'only in tests');
}

definePlatformType({
  name: 'System.Test',
  statics: {
    'isRunningTest()': () => current().isTest,
    'startTest()': () => {
      startTest();
      releaseSavepoints();
    },
    'stopTest()': () => {
      stopTest();
      releaseSavepoints();
    },
    'setMock(Type,Object)': (type: TypeValue, mock: unknown) => setMock(argument(type).type.name, mock),
    'createStub(Type,StubProvider)': (type: TypeValue, provider: unknown) =>
      createStub(argument(type).type as ClassType, argument(provider)),
    'setFixedSearchResults(List<Id>)': (ids: ApexList) => setFixedSearchResults(argument(ids).items as string[]),
    'getStandardPricebookId()': standardPricebookId,
    calculatePermissionSetGroup,
    ...testExtras,
  },
});
