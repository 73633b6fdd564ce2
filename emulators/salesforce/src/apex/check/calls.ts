/** Method calls and constructor calls. */
import type { CallExpression, Expression } from '../syntax/ast.ts';
import type { ClassType, MethodSymbol, SObjectType, Type } from '../types/type.ts';
import { ancestors, findMethods } from '../types/members.ts';
import { genericSObject, primitives } from '../types/registry.ts';
import { isVisible } from './access.ts';
import { rowType, type Body } from './body.ts';
import { checkCall } from './call-rules.ts';
import { bindExpression } from './expressions.ts';
import { bindTarget, chooseType, classOfNamespace, isQualifier, useHidden, type Qualifier } from './names.ts';
import { chooseOverload } from './overloads.ts';
import { displayName, signatureOf, unknownType } from './program.ts';

export function bindCall(body: Body, call: CallExpression): Type {
  if (call.name === '') return bindConstructorCall(body, call);
  if (!call.target) {
    bindArguments(body, call.arguments);
    return bindUnqualified(body, call);
  }
  if (call.target.kind === 'super') {
    bindExpression(body, call.target);
    bindArguments(body, call.arguments);
    const parent = body.type?.superType;
    return parent
      ? choose(body, call, parent, findMethods(body.program.registry, parent, call.name), 'super')
      : fail(body, call, unknownType);
  }
  const target = bindTarget(body, call.target);
  bindArguments(body, call.arguments);
  if (isQualifier(target)) return bindStaticCall(body, call, target);
  return bindInstanceCall(body, call, target);
}

export function bindArguments(body: Body, parameters: Expression[]): void {
  for (const parameter of parameters) {
    const type = bindExpression(body, parameter);
    if (type.kind === 'void') {
      body.error(parameter.pos, 'Illegal assignment from void to Object');
      parameter.type = unknownType;
    }
  }
}

/** Own and inherited methods, then static ones of the outer class. */
function bindUnqualified(body: Body, call: CallExpression): Type {
  const { registry } = body.program;
  const own = body.type ? findMethods(registry, body.type, call.name) : [];
  const isObjectOnly = own.every((method) => method.owner.name === 'System.Object');
  const isCertain = !body.type?.outer || chooseOverload(own, call.arguments).chosen !== undefined;
  if (own.length > 0 && (!isObjectOnly || !body.type?.outer) && isCertain)
    return choose(body, call, body.type!, own, 'implicit');
  for (let at = body.type?.outer; at; at = at.outer) {
    const methods = findMethods(registry, at, call.name).filter((method) => method.owner.name !== 'System.Object');
    if (methods.length > 0) return choose(body, call, at, methods, 'outer');
  }
  if (own.length > 0) return choose(body, call, body.type!, own, 'implicit');
  return fail(body, call, body.type ?? unknownType);
}

function bindStaticCall(body: Body, call: CallExpression, qualifier: Qualifier): Type {
  const { registry } = body.program;
  const token = bindTypeToken(body, call, qualifier);
  if (token) return token;
  const candidates = [...qualifier.types];
  const holder = qualifier.namespace && classOfNamespace(body, qualifier.namespace);
  if (holder && !candidates.includes(holder)) candidates.push(holder);
  for (const type of candidates) {
    const owner =
      type.kind === 'sobject' ? settingsClass(body, type) : type.kind === 'class' ? type : registry.membersOf(type);
    const methods = owner
      ? findMethods(registry, owner, call.name).filter((method) => method.isStatic || !owner.namespace)
      : [];
    if (qualifier.hidden && !methods.some((method) => method.isStatic))
      return bindInstanceCall(body, call, useHidden(body, qualifier));
    if (!owner || methods.length === 0 || methods.every((method) => method.owner.name === 'System.Object')) continue;
    chooseType(qualifier, type);
    return choose(body, call, owner, methods, 'static');
  }
  const [first] = candidates;
  if (first) chooseType(qualifier, first);
  return fail(body, call, first ?? unknownType);
}

/** `Account.getSObjectType()` is another spelling of `Account.SObjectType`; the node becomes that. */
function bindTypeToken(body: Body, call: CallExpression, qualifier: Qualifier): Type | undefined {
  const type = qualifier.types.find((candidate) => candidate.kind === 'sobject');
  if (
    call.name.toLowerCase() !== 'getsobjecttype' ||
    call.arguments.length > 0 ||
    type?.kind !== 'sobject' ||
    !type.object
  )
    return undefined;
  chooseType(qualifier, type);
  const result = body.program.registry.platform('Schema.SObjectType')!;
  Object.assign(call, {
    kind: 'fieldAccess',
    name: 'SObjectType',
    binding: { kind: 'objectToken', object: type.object },
  });
  return (call.type = result);
}

/** `My_Setting__c.getInstance()`, `My_Type__mdt.getAll()`: the class with the static methods of such objects. */
function settingsClass(body: Body, type: SObjectType): ClassType | undefined {
  const { registry } = body.program;
  const kind = type.object?.kind;
  if (kind === 'customMetadata') return registry.system('CustomMetadataType', [type]);
  if (kind !== 'customSetting') return undefined;
  return registry.system(type.object?.customSettingsType === 'List' ? 'CustomSettingList' : 'CustomSettingHierarchy', [
    type,
  ]);
}

function bindInstanceCall(body: Body, call: CallExpression, target: Type): Type {
  const { registry } = body.program;
  if (target.kind === 'null') return unbound(call);
  let holder = registry.membersOf(target);
  if (!holder) return fail(body, call, target);
  let methods = findMethods(registry, holder, call.name);
  const row = rowType(call.target!);
  if (row && (methods.length === 0 || methods.every((method) => method.owner.name === 'System.Object'))) {
    // `[SELECT …].put(…)`: no method of lists, so the one record is meant.
    call.target!.convertTo = row;
    holder = registry.membersOf(row)!;
    methods = findMethods(registry, holder, call.name);
  }
  if (target === primitives.Id && methods.every((method) => method.owner.name === 'System.Object')) {
    // An Id has the methods of its text.
    holder = registry.system('String');
    methods = findMethods(registry, holder, call.name);
  }
  if (methods.length === 0) return fail(body, call, target);
  const result = choose(body, call, holder, methods, 'instance');
  const receiver = call.target!.convertTo ?? target;
  // A copy has the type of what it is a copy of.
  const isCopy = call.method?.name.toLowerCase() === 'clone' && call.method.owner.namespace !== undefined;
  return isCopy && (receiver.kind === 'sobject' || receiver.kind === 'class') ? (call.type = receiver) : result;
}

type CallForm = 'implicit' | 'outer' | 'static' | 'instance' | 'super';

function choose(body: Body, call: CallExpression, holder: ClassType, methods: MethodSymbol[], form: CallForm): Type {
  if (call.arguments.some((argument) => argument.type === unknownType)) {
    const sameCount = methods.filter((method) => method.parameters.length === call.arguments.length);
    const chosen = chooseOverload(sameCount, call.arguments).chosen;
    if (!chosen || sameCount.some((method) => method.returnType !== chosen.returnType)) return unbound(call);
    return settle(body, call, chosen, form);
  }
  const { chosen, isAmbiguous } = chooseOverload(methods, call.arguments);
  if (!chosen) return fail(body, call, holder);
  if (isAmbiguous && !chosen.owner.namespace)
    body.error(
      call.pos,
      `Ambiguous method signature: ${signatureOf(
        call.name,
        call.arguments.map((argument) => argument.type!),
      )}`,
    );
  return settle(body, call, chosen, form);
}

function settle(body: Body, call: CallExpression, method: MethodSymbol, form: CallForm): Type {
  call.method = method;
  for (const [index, argument] of call.arguments.entries()) body.coerce(argument, method.parameters[index]!);
  const signature = signatureOf(method.name, method.parameters, method.returnType);
  if (!isVisible(body, method))
    body.error(call.pos, `Method is not visible: ${signature} from the type ${method.owner.name}`);
  else if (method.isStatic && (form === 'instance' || form === 'super'))
    body.error(call.pos, `Static method cannot be referenced from a non static context: ${signature}`);
  else if (!method.isStatic && needsInstance(body, method, form))
    body.error(call.pos, `Non static method cannot be referenced from a static context: ${signature}`);
  else if (form === 'super' && method.isAbstract)
    body.error(call.pos, `Abstract method cannot be called directly: ${signature}`);
  else if (!method.isStatic && form === 'implicit' && body.inConstructorCall)
    body.error(call.pos, `Cannot reference instance methods in a constructor invocation: ${signature}`);
  else checkCall(body, call, method);
  return (call.type = method.returnType);
}

function needsInstance(body: Body, method: MethodSymbol, form: CallForm): boolean {
  if (form === 'static' || form === 'outer') return true;
  if (form !== 'implicit') return false;
  return (
    body.isStatic ||
    (body.type !== undefined && method.owner.name !== 'System.Object' && !ancestors(body.type).includes(method.owner))
  );
}

function fail(body: Body, call: CallExpression, holder: Type): Type {
  if (holder.kind !== 'null' && call.arguments.every((argument) => argument.type !== unknownType)) {
    const parameters = call.arguments.map((argument) => argument.type!);
    body.error(
      call.pos,
      `Method does not exist or incorrect signature: void ${signatureOf(call.name, parameters)} from the type ${displayName(holder === genericSObject ? genericSObject : holder)}`,
    );
  } else if (!call.target && !body.type) {
    body.error(
      call.pos,
      `Method does not exist or incorrect signature: void ${signatureOf(
        call.name,
        call.arguments.map((argument) => argument.type!),
      )}`,
    );
  }
  return unbound(call);
}

function unbound(call: CallExpression): Type {
  return (call.type = unknownType);
}

/** `this(…)` and `super(…)`. */
function bindConstructorCall(body: Body, call: CallExpression): Type {
  call.target!.type = body.type ?? unknownType;
  body.inConstructorCall = true;
  bindArguments(body, call.arguments);
  body.inConstructorCall = false;
  const owner = call.target!.kind === 'super' ? body.type?.superType : body.type;
  call.type = body.program.registry.builtin('void', [])!;
  if (body.kind !== 'constructor' || !owner) {
    body.error(
      call.pos,
      owner
        ? `Call to '${call.target!.kind}()' must be the first statement in a constructor method`
        : `No super type defined: ${body.type?.name ?? ''}`,
    );
    return call.type;
  }
  const chosen = chooseOverload(owner.constructors, call.arguments).chosen;
  if (!chosen) {
    if (call.arguments.every((argument) => argument.type !== unknownType))
      body.error(call.pos, `Constructor not defined: ${constructorName(owner, call.arguments)}`);
    return call.type;
  }
  if (!isVisible(body, chosen))
    body.error(call.pos, `Constructor is not visible: ${constructorName(owner, call.arguments)}`);
  call.constructorSymbol = chosen;
  for (const [index, argument] of call.arguments.entries()) body.coerce(argument, chosen.parameters[index]!);
  return call.type;
}

/** `[Foo].<Constructor>(Integer)`. */
export function constructorName(owner: ClassType, parameters: Expression[]): string {
  return `[${owner.name}].<Constructor>(${parameters.map((parameter) => displayName(parameter.type!)).join(', ')})`;
}
