/** Schema.SObjectType and Schema.SObjectField as values: one object per object and field, equal by name. */
import type { FieldInfo, ObjectInfo } from '../../../schema/model.ts';

export class SObjectTypeToken {
  readonly $type = 'Schema.SObjectType';
  readonly object: ObjectInfo;

  constructor(object: ObjectInfo) {
    this.object = object;
  }

  equalityKey(): string {
    return `SObjectType ${this.object.name}`;
  }

  apexText(): string {
    return this.object.name;
  }
}

export class SObjectFieldToken {
  readonly $type = 'Schema.SObjectField';
  readonly object: ObjectInfo;
  readonly field: FieldInfo;

  constructor(object: ObjectInfo, field: FieldInfo) {
    this.object = object;
    this.field = field;
  }

  equalityKey(): string {
    return `SObjectField ${this.object.name}.${this.field.name}`;
  }

  apexText(): string {
    return this.field.name;
  }
}

const objectTokens = new WeakMap<ObjectInfo, SObjectTypeToken>();
const fieldTokens = new WeakMap<FieldInfo, SObjectFieldToken>();

export function sobjectToken(object: ObjectInfo): SObjectTypeToken {
  let token = objectTokens.get(object);
  if (!token) objectTokens.set(object, (token = new SObjectTypeToken(object)));
  return token;
}

export function sobjectFieldToken(object: ObjectInfo, field: FieldInfo): SObjectFieldToken {
  let token = fieldTokens.get(field);
  if (!token || token.object !== object) fieldTokens.set(field, (token = new SObjectFieldToken(object, field)));
  return token;
}
