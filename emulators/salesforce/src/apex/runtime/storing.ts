/** Lists keep the element type they were made with: through a variable of a wider type nothing else can be put in. */
import { SObjectRecord } from '../../schema/record.ts';
import type { Type } from '../types/type.ts';
import { typeException } from './exceptions.ts';
import { isInstance, typeNameOf } from './instances.ts';
import type { ApexList } from './list.ts';

/** @throws TypeException `Collection store exception adding Contact to List<Account>` */
export function mayStore(list: ApexList, item: unknown): void {
  if (!list.isDeclared || item === null || accepts(list.elementType, item)) return;
  throw typeException(`Collection store exception adding ${typeNameOf(item)} to List<${list.elementType.name}>`);
}

/** The common cases first: this runs with every element that is added. */
function accepts(type: Type, item: unknown): boolean {
  switch (type.kind) {
    case 'primitive':
      if (type.name === 'String' || type.name === 'Id') return typeof item === 'string';
      if (type.name === 'Integer') return typeof item === 'number';
      return type.name === 'Boolean' ? typeof item === 'boolean' : typeof item !== 'string';
    case 'sobject':
      if (!(item instanceof SObjectRecord)) return false;
      return type.object === undefined || item.object === type.object || isInstance(item, type);
    case 'class':
      // Platform classes are only stored where the compiler has let them.
      return !type.declaration || (item as { $type?: unknown }).$type === type || isInstance(item, type);
    default:
      return true;
  }
}
