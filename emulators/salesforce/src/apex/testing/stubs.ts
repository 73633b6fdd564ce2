/** `Test.createStub(Foo.class, provider)`: an object of the class whose methods ask the provider. */
import { current } from '../../transaction/transaction.ts';
import { methodName } from '../emit/names.ts';
import { apexError } from '../runtime/exceptions.ts';
import { cast } from '../runtime/instances.ts';
import { ApexList } from '../runtime/list.ts';
import { ApexObject, invoke } from '../runtime/object.ts';
import { programOf } from '../runtime/program.ts';
import { typeLiteral } from '../runtime/tokens.ts';
import { anyType, primitives } from '../types/registry.ts';
import type { ClassType, MethodSymbol } from '../types/type.ts';
import { ancestors } from '../types/members.ts';

export function createStub(type: ClassType, provider: unknown): unknown {
  if (!canBeStubbed(type)) {
    throw apexError('System.TypeException', `Cannot stub type ${type.name}`);
  }
  const program = programOf(current().org);
  const base = type.form === 'interface' ? interfaceBase(type) : program.classOf(type).prototype;
  const stub = Object.create(base as object) as Record<string, unknown>;
  // Its printed name says that it is a stub.
  Object.defineProperty(stub, 'isStub', { value: true });
  for (const each of ancestors(type)) {
    for (const method of each.methods) {
      if (method.isStatic || method.access === 'private' || Object.hasOwn(stub, methodName(method))) continue;
      Object.defineProperty(stub, methodName(method), { value: answer(stub, method, provider), configurable: true });
    }
  }
  return stub;
}

/** Neither platform types nor inner classes nor classes that nobody else can make: "Build a Mocking Framework with the Stub API". */
function canBeStubbed(type: ClassType): boolean {
  if (!type.declaration || type.form === 'enum') return false;
  if (type.form === 'interface') return true;
  const { constructors } = type;
  return !type.outer && (constructors.length === 0 || constructors.some(({ access }) => access !== 'private'));
}

/** An interface has no class of its own: the object says what it is. */
function interfaceBase(type: ClassType): object {
  const base = Object.create(ApexObject.prototype) as { $type: ClassType };
  base.$type = type;
  return base;
}

function answer(stub: object, method: MethodSymbol, provider: unknown): (...values: unknown[]) => unknown {
  return (...values) => {
    const { registry } = programOf(current().org);
    const typeOfTypes = registry.system('Type');
    const types = method.parameters.map((parameter) => typeLiteral(parameter));
    const given = invoke(provider, 'handleMethodCall', [
      stub,
      method.name,
      typeLiteral(method.returnType),
      new ApexList(typeOfTypes, types),
      new ApexList(primitives.String, [...method.parameterNames]),
      new ApexList(anyType, values),
    ]);
    return method.returnType.kind === 'void' ? null : cast(given, method.returnType);
  };
}
