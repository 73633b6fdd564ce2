/** System.Schema, and the tokens emitted code makes of `Account.Name`, `Account.SObjectType`, `Foo.class`. */
import { objectInCode } from '../../../schema/code-namespace.ts';
import { current } from '../../../transaction/transaction.ts';
import { apexError } from '../../runtime/exceptions.ts';
import type { ApexList } from '../../runtime/list.ts';
import { installTokens } from '../../runtime/tokens.ts';
import { primitives } from '../../types/registry.ts';
import { CaseInsensitiveMap } from '../case-insensitive-map.ts';
import { definePlatformType } from '../define.ts';
import { PageReferenceValue } from '../page-reference.ts';
import { argument, listOf, platformClass } from '../support.ts';
import { typeValue } from '../type.ts';
import { describeField } from './describe-field.ts';
import { describeFieldSet, describeObject } from './describe-object.ts';
import { sobjectFieldToken, sobjectToken } from './tokens.ts';

function globalDescribe(): CaseInsensitiveMap {
  const map = new CaseInsensitiveMap(primitives.String, platformClass('Schema.SObjectType'));
  for (const object of current().org.schema.objects()) map.put(object.name, sobjectToken(object));
  return map;
}

/** @throws InvalidParameterValueException for names without an object */
function describeAll(names: ApexList): ApexList {
  const results = (argument(names).items as string[]).map((name) => {
    const object = objectInCode(current().org.schema, argument(name));
    if (!object) {
      throw apexError(
        'System.InvalidParameterValueException',
        `Invalid sobject provided. The Schema.describeSObject() methods does not support the ${name} sobject type.`,
      );
    }
    return describeObject(object);
  });
  return listOf(platformClass('Schema.DescribeSObjectResult'), results);
}

definePlatformType({
  name: 'System.Schema',
  statics: {
    'getGlobalDescribe()': globalDescribe,
    describeSObjects: describeAll,
  },
});

installTokens({
  fieldToken: sobjectFieldToken,
  objectToken: sobjectToken,
  objectDescribe: describeObject,
  fieldDescribe: describeField,
  fieldSetDescribe: describeFieldSet,
  page: (name) => new PageReferenceValue(`/apex/${name.toLowerCase()}`),
  typeLiteral: typeValue,
});
