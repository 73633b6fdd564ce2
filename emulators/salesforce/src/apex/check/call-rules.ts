/** Rules for single platform methods that their signatures cannot say. */
import type { CallExpression } from '../syntax/ast.ts';
import type { MethodSymbol, Type } from '../types/type.ts';
import { ancestors } from '../types/members.ts';
import { libraryName } from '../types/registry.ts';
import { displayName } from './program.ts';
import type { Body } from './body.ts';

/** Checks a call whose overload is chosen. */
export function checkCall(body: Body, call: CallExpression, method: MethodSymbol): void {
  if (!method.owner.namespace) return;
  const owner = libraryName(method.owner);
  const name = method.name.toLowerCase();
  if (name === 'adderror' && call.target) checkFieldError(body, call, owner);
  if (owner === 'System.Database' && (name === 'executebatch' || name === 'schedulebatch')) {
    requireBatch(body, call, call.arguments[0]?.type);
  }
}

/** `value.addError(…)` on a plain String or number means a field: it must be one. */
function checkFieldError(body: Body, call: CallExpression, owner: string): void {
  if (owner === 'System.SObject') return;
  const target = call.target!;
  if (target.kind === 'fieldAccess' && target.binding?.kind === 'sobjectField') {
    if (call.isSafe) body.error(call.pos, 'Safe navigation operator is not allowed between SObject field and addError');
    return;
  }
  if (target.type?.kind === 'primitive')
    body.error(call.pos, 'addError must be invoked on an expression that is an exact SObject field reference');
}

function requireBatch(body: Body, call: CallExpression, type: Type | undefined): void {
  if (!type || type.kind === 'null' || type.kind === 'object') return;
  const isBatch = type.kind === 'class' && ancestors(type).some((at) => libraryName(at) === 'Database.Batchable');
  if (!isBatch)
    body.error(
      call.pos,
      `Method does not exist or incorrect signature: void ${call.name}(${call.arguments.map((argument) => displayName(argument.type!)).join(', ')}) from the type Database`,
    );
}
