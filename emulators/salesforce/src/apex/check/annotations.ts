/** Annotations: known names and parameters, and what they ask of the members they stand at. */
import type { Annotation, Member, MethodDeclaration, TypeDeclaration } from '../syntax/ast.ts';
import type { MethodSymbol, Type } from '../types/type.ts';
import { displayName, type Program, type UnitInfo } from './program.ts';

/** Parameters by annotation, lower case. */
const known: Record<string, string> = {
  istest: 'seealldata oninstall isparallel critical testfor',
  testsetup: '',
  testvisible: '',
  future: 'callout limits',
  auraenabled: 'cacheable continuation scope',
  invocablemethod: 'label description callout category configurationeditor iconname capabilitytype',
  invocablevariable: 'label description required placeholdertext defaultvalue capabilitytype',
  restresource: 'urlmapping',
  httpget: '',
  httppost: '',
  httpput: '',
  httppatch: '',
  httpdelete: '',
  remoteaction: '',
  readonly: 'usereplica',
  deprecated: '',
  suppresswarnings: 'value',
  namespaceaccessible: '',
  jsonaccess: 'serializable deserializable',
};

export function checkAnnotations(program: Program, info: UnitInfo): void {
  const { unit } = info;
  if (unit.kind === 'classUnit') visit(program, info, unit.declaration);
  if (unit.kind === 'anonymousUnit') for (const member of unit.members) visit(program, info, member);
}

function visit(program: Program, info: UnitInfo, declaration: TypeDeclaration | Member): void {
  if ('modifiers' in declaration) checkKnown(program, info, declaration.modifiers.annotations);
  if (declaration.kind === 'class') {
    for (const member of declaration.members) visit(program, info, member);
    checkMethods(program, info, declaration.members);
  }
  if (declaration.kind === 'interface') for (const method of declaration.methods) visit(program, info, method);
}

function checkKnown(program: Program, info: UnitInfo, annotations: Annotation[]): void {
  const seen = new Set<string>();
  for (const annotation of annotations) {
    const name = annotation.name.toLowerCase();
    const parameters = known[name];
    if (parameters === undefined) program.report(info, annotation.pos, `Annotation does not exist: ${annotation.name}`);
    else if (seen.has(name)) program.report(info, annotation.pos, `Duplicate modifier: ${annotation.name}`);
    else {
      checkValues(program, info, annotation);
      const unknown = Object.keys(annotation.parameters).find((key) => !parameters.split(' ').includes(key));
      if (unknown && !(name === 'suppresswarnings' || unknown === 'value')) {
        program.report(
          info,
          annotation.pos,
          `No such property, ${unknown}, defined on this annotation: ${annotation.name}`,
        );
      }
    }
    seen.add(name);
  }
}

const TRUTHS = 'seealldata oninstall isparallel critical callout cacheable continuation required'.split(' ');

function checkValues(program: Program, info: UnitInfo, annotation: Annotation): void {
  for (const [key, value] of Object.entries(annotation.parameters)) {
    if (TRUTHS.includes(key) && typeof value !== 'boolean')
      program.report(info, annotation.pos, `Invalid value for property ${key} expected type Boolean`);
  }
}

/** Annotations that one method of a class may have. */
const ONCE: Record<string, string> = {
  testsetup: 'TestSetup',
  httpget: 'HttpGet',
  httppost: 'HttpPost',
  httpput: 'HttpPut',
  httppatch: 'HttpPatch',
  httpdelete: 'HttpDelete',
};

function checkOnce(program: Program, info: UnitInfo, members: Member[]): void {
  const seen = new Set<string>();
  for (const member of members) {
    if (member.kind !== 'method') continue;
    for (const { name } of member.modifiers.annotations) {
      const shown = ONCE[name.toLowerCase()];
      if (shown === undefined) continue;
      if (seen.has(shown)) program.report(info, member.pos, `Only one method per type can be defined with: ${shown}`);
      if (/^Http(Get|Delete)$/.test(shown) && member.parameters.length > 0)
        program.report(info, member.pos, `${shown} methods do not support parameters`);
      seen.add(shown);
    }
  }
}

function checkMethods(program: Program, info: UnitInfo, members: Member[]): void {
  checkOnce(program, info, members);
  const invocable: MethodDeclaration[] = [];
  const aura = new Map<string, MethodDeclaration>();
  for (const member of members) {
    if (member.kind !== 'method' || !member.method) continue;
    for (const annotation of member.modifiers.annotations) {
      const name = annotation.name.toLowerCase();
      if (name === 'remoteaction' && !member.modifiers.isStatic)
        program.report(info, member.pos, `RemoteAction methods must be declared as static: ${member.name}`);
      if (name === 'future') checkFuture(program, info, member, member.method);
      else if (name === 'invocablemethod') {
        invocable.push(member);
        checkInvocable(program, info, member, member.method);
      } else if (name === 'auraenabled') checkAura(program, info, member, aura);
    }
  }
  if (invocable.length > 1)
    program.report(info, invocable[1]!.pos, 'Only one method per type can be defined with: InvocableMethod');
}

function checkFuture(program: Program, info: UnitInfo, member: MethodDeclaration, method: MethodSymbol): void {
  if (!method.isStatic) program.report(info, member.pos, `Future methods must be declared as static: ${method.name}`);
  if (method.returnType.kind !== 'void')
    program.report(info, member.pos, `Future methods do not support return type of ${displayName(method.returnType)}`);
  const refused = method.parameters.find((type) => !isPlain(type));
  if (refused)
    program.report(info, member.pos, `Future methods do not support parameter type of ${displayName(refused)}`);
}

/** Primitives and collections of them. */
function isPlain(type: Type): boolean {
  if (type.kind === 'list' || type.kind === 'set' || type.kind === 'map') return type.arguments.every(isPlain);
  return type.kind === 'primitive' || type.kind === 'null';
}

function checkInvocable(program: Program, info: UnitInfo, member: MethodDeclaration, method: MethodSymbol): void {
  if (!method.isStatic)
    program.report(info, member.pos, `InvocableMethod methods must be declared as static: ${method.name}`);
  if (method.parameters.length > 1)
    program.report(info, member.pos, 'Only one parameter is supported on methods with @Invocable annotation');
  const [parameter] = method.parameters;
  if (parameter && parameter.kind !== 'list' && parameter.kind !== 'null') {
    program.report(
      info,
      member.pos,
      `Unsupported parameter type ${displayName(parameter)}. Valid invocable parameters must be List types like List<T> where T is a supported type`,
    );
  }
}

function checkAura(
  program: Program,
  info: UnitInfo,
  member: MethodDeclaration,
  seen: Map<string, MethodDeclaration>,
): void {
  const name = member.name.toLowerCase();
  if (!member.modifiers.isStatic) {
    if (member.parameters.length > 0)
      program.report(info, member.pos, 'Non static AuraEnabled methods may not have parameters');
    else if (!name.startsWith('get'))
      program.report(info, member.pos, "Non static AuraEnabled methods must be named with a prefix 'get'");
    return;
  }
  if (seen.has(name) && info.apiVersion >= 55)
    program.report(info, member.pos, `Overload of AuraEnabled method: ${member.name} overload is not permitted`);
  seen.set(name, member);
}
