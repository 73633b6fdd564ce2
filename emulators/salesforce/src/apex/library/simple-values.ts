/** System.Boolean, Id, Blob, Object and Enum. */
import { ApexBlob } from '../runtime/blob.ts';
import type { ApexEnum } from '../runtime/enum.ts';
import { apexEquals, hashOf, hashText } from '../runtime/equality.ts';
import { apexError } from '../runtime/exceptions.ts';
import { toId } from '../runtime/ids.ts';
import { cloneObject, isUserObject } from '../runtime/object.ts';
import { toApexString } from '../runtime/printing.ts';
import { current } from '../../transaction/transaction.ts';
import { NotEmulated } from '../../org/services.ts';
import { definePlatformType } from './define.ts';
import { sobjectToken } from './schema/tokens.ts';
import { argument } from './support.ts';

definePlatformType({
  name: 'System.Boolean',
  statics: {
    'valueOf(String)': (text: string) => argument(text).toLowerCase() === 'true',
    'valueOf(Object)': (value: unknown) => {
      if (typeof value === 'boolean') return value;
      if (typeof value === 'string') return value.toLowerCase() === 'true';
      throw apexError('System.TypeException', `Invalid boolean: ${toApexString(argument(value))}`);
    },
  },
});

definePlatformType({
  name: 'System.Id',
  instance: {
    'getSobjectType()': (id: string) => {
      const object = current().org.schema.objectByKeyPrefix(id.slice(0, 3));
      if (!object) throw apexError('System.SObjectException', `Cannot locate Apex Type for ID: ${id}`);
      return sobjectToken(object);
    },
    'to15()': (id: string) => id.slice(0, 15),
    'toString()': (id: string) => id,
    'equals(String)': (id: string, other: string | null) => other !== null && id.slice(0, 15) === other.slice(0, 15),
    'equals(Object)': (id: string, other: unknown) =>
      typeof other === 'string' && id.slice(0, 15) === other.slice(0, 15),
    'hashCode()': (id: string) => hashText(id),
  },
  statics: {
    valueOf: (text: string) => toId(argument(text)),
  },
});

definePlatformType({
  name: 'System.Blob',
  instance: {
    'size()': (blob: ApexBlob) => blob.size,
    'toString()': (blob: ApexBlob) => {
      const text = blob.toText();
      if (text === undefined) throw apexError('System.StringException', 'BLOB is not a valid UTF-8 string');
      return text;
    },
  },
  statics: {
    'valueOf(String)': (text: string) => ApexBlob.fromText(argument(text)),
    'toPdf(String)': () => {
      throw new NotEmulated('Blob.toPdf');
    },
  },
});

definePlatformType({
  name: 'System.Object',
  instance: {
    'equals(Object)': (value: unknown, other: unknown) =>
      isUserObject(value) ? value === other : apexEquals(value, other),
    'hashCode()': (value: unknown) => hashOf(value),
    'toString()': (value: unknown) => toApexString(value),
    'clone()': (value: unknown) => {
      if (isUserObject(value)) return cloneObject(value);
      throw new NotEmulated(`clone() of ${toApexString(value)}`);
    },
  },
});

definePlatformType({
  name: 'System.Enum',
  instance: {
    'name()': (constant: ApexEnum) => constant.name,
    'ordinal()': (constant: ApexEnum) => constant.ordinal,
    'equals(Object)': (constant: ApexEnum, other: unknown) => constant === other,
    'hashCode()': (constant: ApexEnum) => hashOf(constant),
    'toString()': (constant: ApexEnum) => constant.name,
  },
});
