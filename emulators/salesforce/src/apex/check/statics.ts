/** `Type.name`: static fields, enum constants, and the tokens and describes of SObjects. */
import type { Binding, FieldExpression } from '../syntax/ast.ts';
import type { ClassType, SObjectType, Type } from '../types/type.ts';
import { codeNamespace, fieldInCode, lookupInCode } from '../../schema/code-namespace.ts';
import { fieldOf } from '../../schema/model.ts';
import { findField } from '../types/members.ts';
import { primitives } from '../types/registry.ts';
import { isVisible } from './access.ts';
import type { Body } from './body.ts';
import { innerPath } from './resolve.ts';

/** Binds the member when the type has it; undefined (and no error) when it has not. */
export function bindStaticMember(body: Body, expression: FieldExpression, type: Type): Type | undefined {
  if (type.kind === 'sobject') return bindToken(body, expression, type);
  const holder = type.kind === 'class' ? type : body.program.registry.membersOf(type);
  return holder && bindClassMember(body, expression, holder);
}

const bind = (expression: FieldExpression, binding: Binding, type: Type): Type => {
  expression.binding = binding;
  return (expression.type = type);
};

function bindClassMember(body: Body, expression: FieldExpression, type: ClassType): Type | undefined {
  const { registry } = body.program;
  const wanted = expression.name.toLowerCase();
  if (type.name === 'System.Label') return bindLabel(body, expression);
  if (type.name === 'System.Page') return bindPage(body, expression);
  if (type.name === 'System.Trigger') return bindTriggerMember(body, expression, type);
  if (type.name === 'Schema.SObjectType') {
    const object = registry.sobjectNamed(expression.name)?.object;
    if (object)
      return bind(expression, { kind: 'objectDescribe', object }, registry.platform('Schema.DescribeSObjectResult')!);
  }
  const constant = type.constants.find((name) => name.toLowerCase() === wanted);
  if (constant) return bind(expression, { kind: 'enumConstant', type, constant }, type);
  const field = findField(type, expression.name);
  if (!field) return undefined;
  // `Binding.BindingType.Apex`: the enum, although there is a property of its name.
  if (!field.isStatic && innerPath(type, [expression.name])) return undefined;
  if (!field.isStatic) {
    // `Cache.Org.MAX_TTL_SECS`: the public stubs do not mark constants as static.
    if (!type.namespace)
      body.error(
        expression.pos,
        `Non static field cannot be referenced from a static context: ${field.name} from the type ${type.name}`,
      );
  } else if (!isVisible(body, field))
    body.error(expression.pos, `Variable is not visible: ${field.owner.name}.${field.name}`);
  return bind(expression, { kind: 'field', field }, field.type);
}

function bindLabel(body: Body, expression: FieldExpression): Type {
  const { schema } = body.program;
  const namespace = codeNamespace();
  const own = namespace === undefined ? expression.name : `${namespace}__${expression.name}`;
  if (schema.label(own) === undefined) body.error(expression.pos, `External string does not exist: ${expression.name}`);
  return bind(expression, { kind: 'label', name: own }, primitives.String);
}

/** A page's address, in lower case as the platform gives it. What the page shows is not emulated. */
function bindPage(body: Body, expression: FieldExpression): Type {
  if (!body.program.hasPage(expression.name)) body.error(expression.pos, `Page does not exist: ${expression.name}`);
  return bind(expression, { kind: 'page', name: expression.name }, body.program.registry.system('PageReference'));
}

function bindTriggerMember(body: Body, expression: FieldExpression, type: ClassType): Type | undefined {
  const { registry } = body.program;
  const field = findField(type, expression.name);
  if (!field) return undefined;
  const member = field.name === 'New' ? 'new' : field.name;
  const record = body.triggerObject && registry.sobject(body.triggerObject);
  let result = field.type;
  if (record && (member === 'new' || member === 'old')) result = registry.list(record);
  if (record && (member === 'newMap' || member === 'oldMap')) result = registry.map(primitives.Id, record);
  return bind(expression, { kind: 'triggerMember', member }, result);
}

/** `Account.Name`, `Account.SObjectType`, `Account.fields`. */
function bindToken(body: Body, expression: FieldExpression, type: SObjectType): Type | undefined {
  const { registry } = body.program;
  const object = type.object ?? (type.name === 'AggregateResult' ? registry.schema.object(type.name) : undefined);
  const name = expression.name.toLowerCase();
  if (!object) return undefined;
  if (name === 'sobjecttype')
    return bind(expression, { kind: 'objectToken', object }, registry.platform('Schema.SObjectType')!);
  if (name === 'fields' && !fieldOf(object, name))
    return bind(expression, { kind: 'objectDescribe', object }, registry.platform('Schema.SObjectTypeFields')!);
  const field = fieldInCode(object, name) ?? lookupInCode(object, name);
  return field && bind(expression, { kind: 'fieldToken', object, field }, registry.platform('Schema.SObjectField')!);
}
