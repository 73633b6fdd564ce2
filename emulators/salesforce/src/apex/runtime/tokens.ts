/**
 * Values of `Account.Name`, `Account.SObjectType`, `Schema.SObjectType.Account`, `Foo.class` and `Label.X` in expressions.
 *
 * What they are is the library's matter (Schema.SObjectField, System.Type …): it installs the makers when it is loaded.
 */
import type { FieldInfo, ObjectInfo } from '../../schema/model.ts';
import { NotEmulated } from '../../org/services.ts';
import { current } from '../../transaction/transaction.ts';
import type { Type } from '../types/type.ts';

export interface TokenMakers {
  /** Schema.SObjectField; the same object for the same field, or equal by `valueEquals`. */
  fieldToken(object: ObjectInfo, field: FieldInfo): unknown;
  /** Schema.SObjectType. */
  objectToken(object: ObjectInfo): unknown;
  /** Schema.DescribeSObjectResult. */
  objectDescribe(object: ObjectInfo): unknown;
  /** Schema.DescribeFieldResult. */
  fieldDescribe(object: ObjectInfo, field: FieldInfo): unknown;
  /** Schema.FieldSet. */
  fieldSetDescribe(object: ObjectInfo, fieldSet: string): unknown;
  /** System.PageReference. */
  page(name: string): unknown;
  /** System.Type. */
  typeLiteral(type: Type): unknown;
}

let makers: TokenMakers | undefined;

export function installTokens(installed: TokenMakers): void {
  makers = installed;
}

function installedMakers(): TokenMakers {
  if (!makers) throw new NotEmulated('schema tokens');
  return makers;
}

export const fieldToken: TokenMakers['fieldToken'] = (object, field) => installedMakers().fieldToken(object, field);
export const objectToken: TokenMakers['objectToken'] = (object) => installedMakers().objectToken(object);
export const objectDescribe: TokenMakers['objectDescribe'] = (object) => installedMakers().objectDescribe(object);
export const fieldDescribe: TokenMakers['fieldDescribe'] = (object, field) =>
  installedMakers().fieldDescribe(object, field);
export const fieldSetDescribe: TokenMakers['fieldSetDescribe'] = (object, name) =>
  installedMakers().fieldSetDescribe(object, name);
export const page: TokenMakers['page'] = (name) => installedMakers().page(name);
export const typeLiteral: TokenMakers['typeLiteral'] = (type) => installedMakers().typeLiteral(type);

/** `Label.X`: the checker has seen that it exists. */
export function label(name: string): string {
  return current().org.schema.label(name) ?? '';
}
