/** A class, with its static state. */
import type { ClassDeclaration, PropertyDeclaration } from '../syntax/ast.ts';
import { implementsMethod, isOfEveryObject } from '../types/implementing.ts';
import { ancestors } from '../types/members.ts';
import type { ClassType } from '../types/type.ts';
import type { UnitContext, Visitors } from './context.ts';
import {
  emitConstructor,
  emitImplicitConstructors,
  emitInitializer,
  emitMethod,
  emitProperty,
  needsAccessors,
  type ClassContext,
} from './members.ts';
import { backingName, fieldName, INITIALIZER, methodName } from './names.ts';

/**
 * Code of a function that makes the class; called once all classes it extends exist.
 *
 * `$st()` gives the class's static fields in the running transaction and runs the static initialisers first when the transaction
 * has not used the class yet.
 */
export function emitClass(
  unit: UnitContext,
  visitors: Visitors,
  type: ClassType,
  declaration: ClassDeclaration,
): string {
  const isException = extendsException(type);
  const owner: ClassContext = { unit, visitors, type, declaration, hasStatics: hasStatics(declaration) };
  const base = type.superType?.declaration
    ? unit.classOf(type.superType)
    : isException
      ? 'R.ApexException'
      : 'R.ApexObject';
  const parts: string[] = [`constructor(){super();${slots(declaration, false)}}`];
  const initializer = emitInitializer(owner, false);
  const touch = owner.hasStatics ? `${unit.classOf(type)}.$st();` : '';
  parts.push(`${INITIALIZER}(){${touch}super.${INITIALIZER}();${initializer}return this;}`);
  parts.push(emitImplicitConstructors(owner, isException));
  for (const member of declaration.members) {
    if (member.kind === 'method') parts.push(emitMethod(owner, member));
    else if (member.kind === 'constructor') parts.push(emitConstructor(owner, member));
    else if (member.kind === 'property' && !member.modifiers.isStatic) parts.push(emitProperty(owner, member));
  }
  parts.push(emitBridges(type));
  const typeConstant = unit.constant(type);
  const statics = emitStatics(owner);
  parts.push(`static $st(){const t=R.current();return t===$tx?$now:$load(t);}`);
  const load = `let $tx,$now;function $load(t){let s=t.statics.get(${typeConstant});if(s===undefined){s=new $Statics();t.statics.set(${typeConstant},s);$tx=t;$now=s;s.$run();}$tx=t;$now=s;return s;}`;
  // The dollar sign keeps it apart from the names this file and JavaScript itself use: a class may be called R, Map or Function.
  const name = `${type.name.replace(/\W/g, '_')}$`;
  return `()=>{${statics}${load}\nclass ${name} extends ${base}{\n${parts.filter(Boolean).join('\n')}\n}\n${name}.prototype.$type=${typeConstant};return ${name};}`;
}

/** Where an implementation differs in a parameter type from what it implements, calls by the other signature reach it, too. */
function emitBridges(type: ClassType): string {
  const chain = ancestors(type);
  const bodies = chain.flatMap((at) =>
    at.declaration ? at.methods.filter((each) => !each.isAbstract && !each.isStatic) : [],
  );
  const names = new Set(bodies.map(methodName));
  let code = '';
  for (const at of chain) {
    if (!at.declaration) continue;
    for (const wanted of at.methods) {
      if (!wanted.isAbstract || wanted.isStatic || names.has(methodName(wanted))) continue;
      const body = bodies.find((each) => implementsMethod(each, wanted));
      // A static method will do, too.
      const instead = body ?? type.methods.find((each) => each.isStatic && implementsMethod(each, wanted));
      if (!instead) {
        if (isOfEveryObject(wanted))
          code += `${methodName(wanted)}(other){return R.ofEveryObject.${wanted.name.toLowerCase()}(this,other);}\n`;
        continue;
      }
      names.add(methodName(wanted));
      code += `${methodName(wanted)}(...list){return this.${instead.isStatic ? 'constructor.' : ''}${methodName(instead)}(...list);}\n`;
    }
  }
  return code;
}

export function extendsException(type: ClassType): boolean {
  for (let each: ClassType | undefined = type; each; each = each.superType) {
    if (!each.declaration && /^(System\.)?Exception$/.test(each.name)) return true;
  }
  return false;
}

function emitStatics(owner: ClassContext): string {
  const properties = owner.declaration.members.filter(
    (member): member is PropertyDeclaration => member.kind === 'property' && member.modifiers.isStatic,
  );
  const accessors = properties.map((property) => emitProperty(owner, property)).join('\n');
  const run = emitInitializer(owner, true);
  return `class $Statics{constructor(){${slots(owner.declaration, true)}}$run(){${run}}\n${accessors}}`;
}

/** All fields start as null, so that objects of a class have one shape. */
function slots(declaration: ClassDeclaration, isStatic: boolean): string {
  let code = '';
  for (const member of declaration.members) {
    if (member.kind === 'field' && member.modifiers.isStatic === isStatic) {
      for (const variable of member.variables) code += `this.${fieldName(variable.field!)}=null;`;
    } else if (member.kind === 'property' && member.modifiers.isStatic === isStatic) {
      code += `this.${needsAccessors(member) ? backingName(member.field!) : fieldName(member.field!)}=null;`;
    }
  }
  return code;
}

function hasStatics(declaration: ClassDeclaration): boolean {
  return declaration.members.some(
    (member) =>
      (member.kind === 'initializer' && member.isStatic) ||
      (member.kind === 'field' &&
        member.modifiers.isStatic &&
        member.variables.some((variable) => variable.initializer)),
  );
}
