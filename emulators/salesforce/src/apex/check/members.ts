/** `value.name`: fields of records and objects. */
import type { Binding, Expression, FieldExpression } from '../syntax/ast.ts';
import type { SObjectType, Type } from '../types/type.ts';
import { childrenInCode, fieldInCode, lookupInCode } from '../../schema/code-namespace.ts';
import type { FieldInfo, ObjectInfo } from '../../schema/model.ts';
import { findField } from '../types/members.ts';
import { genericSObject, primitives, anyType, type TypeRegistry } from '../types/registry.ts';
import { isVisible } from './access.ts';
import { rowType, type Body } from './body.ts';
import { displayName, unknownType } from './program.ts';

const bind = (expression: FieldExpression, binding: Binding, type: Type): Type => {
  expression.binding = binding;
  return (expression.type = type);
};

/** Binds a member of a value whose static type is known; reports what is not there. */
export function bindMember(body: Body, expression: FieldExpression, target: Type): Type {
  if (target.kind === 'null') return (expression.type = unknownType);
  const row = rowType(expression.target);
  if (row?.kind === 'sobject') {
    expression.target.convertTo = row;
    return bindRecordMember(body, expression, row);
  }
  if (target.kind === 'sobject') return bindRecordMember(body, expression, target);
  if (
    target.kind === 'class' &&
    (target.name === 'Schema.SObjectTypeFields' || target.name === 'Schema.SObjectTypeFieldSets')
  ) {
    const described = bindDescribeMember(body, expression, target.name === 'Schema.SObjectTypeFieldSets');
    if (described) return described;
  }
  // `Account.SObjectType.fields.Name` is the same token as `Account.Name`.
  if (
    expression.name.toLowerCase() === 'fields' &&
    expression.target.kind === 'fieldAccess' &&
    expression.target.binding?.kind === 'objectToken'
  ) {
    return bind(
      expression,
      { kind: 'objectDescribe', object: expression.target.binding.object },
      body.program.registry.platform('Schema.SObjectTypeFields')!,
    );
  }
  if (isRowCause(expression.target)) {
    // `Job__Share.RowCause.Manual`: sharing reasons are plain text.
    Object.assign(expression, { kind: 'literal', literal: 'string', value: expression.name });
    return ((expression as Expression).type = primitives.String);
  }
  const holder = body.program.registry.membersOf(target);
  const field = holder && findField(holder, expression.name);
  if (!field) {
    body.error(expression.pos, `Variable does not exist: ${expression.name}`);
    return (expression.type = unknownType);
  }
  if (field.isStatic)
    body.error(
      expression.pos,
      `Static field cannot be referenced from a non static context: ${field.name} from the type ${field.owner.name}`,
    );
  else if (!isVisible(body, field))
    body.error(expression.pos, `Variable is not visible: ${field.owner.name}.${field.name}`);
  return bind(expression, { kind: 'field', field }, field.type);
}

function bindRecordMember(body: Body, expression: FieldExpression, type: SObjectType): Type {
  const { registry } = body.program;
  const { object } = type;
  if (!object) {
    const field = findField(registry.system('SObject'), expression.name);
    if (field && expression.name.toLowerCase() === 'id')
      return bind(expression, { kind: 'field', field }, primitives.Id);
    body.error(expression.pos, `Field does not exist: ${expression.name} on ${type.name}`);
    return (expression.type = unknownType);
  }
  const found = recordMember(registry, object, expression.name);
  if (found) return bind(expression, found.binding, found.type);
  body.error(expression.pos, `Field does not exist: ${expression.name} on ${type.name}`);
  return (expression.type = unknownType);
}

/** A field, parent or child relationship of an object by name. */
export function recordMember(
  registry: TypeRegistry,
  object: ObjectInfo,
  name: string,
): { binding: Binding; type: Type } | undefined {
  const field = fieldInCode(object, name);
  if (field) return { binding: { kind: 'sobjectField', field }, type: fieldType(registry, field) };
  const lookup = lookupInCode(object, name);
  if (lookup) return { binding: { kind: 'sobjectParent', field: lookup }, type: parentType(registry, lookup) };
  const relation = childrenInCode(object, name);
  const child = relation && registry.schema.object(relation.childObject);
  if (!relation?.name || !child) return undefined;
  return {
    binding: { kind: 'sobjectChildren', relationship: relation.name, child },
    type: registry.list(registry.sobject(child)),
  };
}

/** Polymorphic lookups are typed `Name`; it has the fields all targets share. */
export function parentType(registry: TypeRegistry, lookup: FieldInfo): SObjectType {
  if (lookup.referenceTo.length === 1) return registry.sobjectNamed(lookup.referenceTo[0]!) ?? genericSObject;
  return registry.sobjectNamed('Name') ?? genericSObject;
}

/** The Apex type of a field's values. */
export function fieldType(registry: TypeRegistry, field: FieldInfo): Type {
  switch (field.type) {
    case 'id':
    case 'reference':
      return primitives.Id;
    case 'boolean':
      return primitives.Boolean;
    case 'int':
      return primitives.Integer;
    case 'long':
      return primitives.Long;
    case 'double':
    case 'currency':
    case 'percent':
      return primitives.Decimal;
    case 'date':
      return primitives.Date;
    case 'datetime':
      return primitives.Datetime;
    case 'time':
      return primitives.Time;
    case 'base64':
      return primitives.Blob;
    case 'address':
      return registry.system('Address');
    case 'location':
      return registry.system('Location');
    case 'anyType':
      return anyType;
    case 'complexvalue':
      return field.name === 'ChangeEventHeader'
        ? registry.platform('EventBus.ChangeEventHeader')!
        : /Ids$/.test(field.name)
          ? registry.list(primitives.String)
          : anyType;
    default:
      return primitives.String;
  }
}

/** `Account.fields.Name` (token), `Schema.SObjectType.Account.fields.Name` (describe), `….fieldSets.X`. */
function bindDescribeMember(body: Body, expression: FieldExpression, isFieldSet: boolean): Type | undefined {
  const { registry } = body.program;
  const direct = describedObject(expression.target);
  const object =
    direct ?? (expression.target.kind === 'fieldAccess' ? describedObject(expression.target.target) : undefined);
  if (!object) return undefined;
  if (isFieldSet) {
    const set = object.fieldSets.find((candidate) => candidate.name.toLowerCase() === expression.name.toLowerCase());
    return (
      set &&
      bind(expression, { kind: 'fieldSetDescribe', object, fieldSet: set.name }, registry.platform('Schema.FieldSet')!)
    );
  }
  const field = fieldInCode(object, expression.name) ?? lookupInCode(object, expression.name);
  if (!field) {
    body.error(expression.pos, `Field does not exist: ${expression.name} on ${displayName(registry.sobject(object))}`);
    return (expression.type = unknownType);
  }
  if (direct) return bind(expression, { kind: 'fieldToken', object, field }, registry.platform('Schema.SObjectField')!);
  return bind(expression, { kind: 'fieldDescribe', object, field }, registry.platform('Schema.DescribeFieldResult')!);
}

const isRowCause = (expression: Expression): boolean =>
  expression.kind === 'fieldAccess' &&
  expression.binding?.kind === 'fieldToken' &&
  expression.binding.object.kind === 'share' &&
  expression.binding.field.name === 'RowCause';

const describedObject = (expression: Expression): ObjectInfo | undefined =>
  expression.kind === 'fieldAccess' && expression.binding?.kind === 'objectDescribe'
    ? expression.binding.object
    : undefined;
