/** Methods, constructors, accessors and initialisers of a class. */
import type {
  Block,
  ClassDeclaration,
  ConstructorDeclaration,
  Expression,
  Member,
  MethodDeclaration,
  Parameter,
  PropertyDeclaration,
} from '../syntax/ast.ts';
import type { ClassType, Type } from '../types/type.ts';
import { qualifiedName } from '../types/qualified-name.ts';
import { frameFor } from './frames.ts';
import { MethodContext, type UnitContext, type Visitors } from './context.ts';
import { backingName, constructorName, fieldName, localName, methodName } from './names.ts';
import { mark } from './statements.ts';

export interface ClassContext {
  unit: UnitContext;
  visitors: Visitors;
  type: ClassType;
  declaration: ClassDeclaration;
  hasStatics: boolean;
}

/** A function body with its frame on the shadow stack. `code` runs inside the frame. */
export function framed(context: MethodContext, label: string, start: string, code: string): string {
  const frame = context.constant(frameFor(context.unit.unit, context.owner, label), `frame ${label}`);
  const enter = `const $d=++S.depth;if($d>1000)R.stackOverflow();S.frames[$d]=${frame};`;
  const charge = `if((S.budget-=${context.statements + 1})<0)R.chargeCpu();`;
  return `${enter}try{${charge}${start}${context.declarations()}${code}}finally{S.depth=$d-1;}`;
}

export function emitMethod(owner: ClassContext, node: MethodDeclaration): string {
  if (!node.body || !node.method) return '';
  const isStatic = node.method.isStatic;
  const context = new MethodContext(owner.unit, owner.visitors, { owner: owner.type, isStatic });
  declareAll(context, node.parameters);
  const code = bodyOf(context, node.body);
  const end = node.method.returnType.kind === 'void' ? '' : 'return null;';
  const start = isStatic && owner.hasStatics ? `${owner.unit.classOf(owner.type)}.$st();` : '';
  const body = framed(context, `Class.${qualifiedName(owner.type)}.${node.name}`, start, code + end);
  const parameters = parameterList(node.parameters);
  const name = methodName(node.method);
  if (isFuture(node)) return emitFuture(owner, node, name, parameters, body);
  return `${isStatic ? 'static ' : ''}${name}(${parameters}){${body}}`;
}

function isFuture(node: MethodDeclaration): boolean {
  return node.modifiers.annotations.some((annotation) => annotation.name.toLowerCase() === 'future');
}

/** A call of a `@future` method only notes what is to be run later. */
function emitFuture(
  owner: ClassContext,
  node: MethodDeclaration,
  name: string,
  parameters: string,
  body: string,
): string {
  const later = `R.enqueueFuture(${JSON.stringify(owner.type.name)},${JSON.stringify(node.name)},()=>this.$later$${name}(${parameters}));`;
  return `static ${name}(${parameters}){${later}}\nstatic $later$${name}(${parameters}){${body}}`;
}

export function bodyOf(context: MethodContext, block: Block): string {
  if (block.broken !== undefined) return broken(block.broken);
  return block.statements.map((statement) => context.statement(statement)).join('\n');
}

/** Instead of code that does not compile. */
export function broken(problem: string): string {
  return `throw R.notCompiled(${JSON.stringify(problem)});`;
}

function declareAll(context: MethodContext, parameters: Parameter[]): void {
  for (const parameter of parameters) context.declare(parameter.local!);
}

function parameterList(parameters: Parameter[]): string {
  return parameters.map((parameter) => localName(parameter.local!)).join(',');
}

export function emitConstructor(owner: ClassContext, node: ConstructorDeclaration): string {
  const context = new MethodContext(owner.unit, owner.visitors, { owner: owner.type, isStatic: false });
  declareAll(context, node.parameters);
  const [first, ...rest] = node.body.statements;
  const chain = first?.kind === 'expressionStatement' ? chained(first.expression) : undefined;
  let code: string;
  if (node.body.broken !== undefined) code = broken(node.body.broken);
  else if (chain === 'this') code = bodyOf(context, node.body);
  else if (chain === 'super') {
    code = `${context.statement(first!)}${rest.map((statement) => context.statement(statement)).join('\n')}`;
  } else code = `${superCall(owner.type)}${bodyOf(context, node.body)}`;
  // A constructor that returns early gives its object all the same.
  const whole = /\breturn;/.test(code) ? `(()=>{${code}})();` : code;
  const body = framed(context, `Class.${qualifiedName(owner.type)}.<init>`, '', `${whole}return this;`);
  const parameters = node.parameters.map((parameter) => parameter.local!.type);
  return `${constructorName(owner.type, parameters)}(${parameterList(node.parameters)}){${body}}`;
}

function chained(expression: Expression): 'this' | 'super' | undefined {
  if (expression.kind !== 'call' || expression.name !== '') return undefined;
  return expression.target?.kind === 'super' ? 'super' : 'this';
}

/** The implicit `super()`. */
function superCall(type: ClassType): string {
  const base = type.superType;
  return base?.declaration ? `super.${constructorName(base, [])}();` : '';
}

/** Constructors nobody wrote: the default one, and the four of exceptions. */
export function emitImplicitConstructors(owner: ClassContext, isException: boolean): string {
  const declared = new Set(
    owner.declaration.members
      .filter((member): member is ConstructorDeclaration => member.kind === 'constructor')
      .map((member) =>
        constructorName(
          owner.type,
          member.parameters.map((parameter) => parameter.local!.type),
        ),
      ),
  );
  if (!isException) {
    if (declared.size > 0) return '';
    return `${constructorName(owner.type, [])}(){${superCall(owner.type)}return this;}`;
  }
  return EXCEPTION_CONSTRUCTORS.map(({ parameters, names }) => {
    const name = exceptionConstructorName(owner.type, parameters);
    if (declared.has(name)) return '';
    const base = owner.type.superType?.declaration
      ? `super.${exceptionConstructorName(owner.type.superType, parameters)}(${names});`
      : `R.initException(this,${names.includes('text') ? 'text' : 'null'},${names.includes('cause') ? 'cause' : 'null'});`;
    return `${name}(${names}){${base}return this;}`;
  }).join('\n');
}

const EXCEPTION_CONSTRUCTORS = [
  { parameters: [], names: '' },
  { parameters: ['String'], names: 'text' },
  { parameters: ['System.Exception'], names: 'cause' },
  { parameters: ['String', 'System.Exception'], names: 'text,cause' },
];

function exceptionConstructorName(type: ClassType, parameters: string[]): string {
  return constructorName(
    type,
    parameters.map((name) => ({ name }) as Type),
  );
}

/** Field initialisers and initialiser blocks, in the order of the text; with `isStatic` those of the class itself. */
export function emitInitializer(owner: ClassContext, isStatic: boolean): string {
  const context = new MethodContext(owner.unit, owner.visitors, { owner: owner.type, isStatic });
  const { members } = owner.declaration;
  // Constants come first: code above them may use them.
  const [constants, others] = isStatic
    ? [members.filter(isConstant), members.filter((each) => !isConstant(each))]
    : [[], members];
  const code = [...constants, ...others].map((member) => initializerOf(context, member, isStatic)).join('');
  if (code === '') return '';
  return framed(context, `Class.${qualifiedName(owner.type)}.${isStatic ? '<clinit>' : '<init>'}`, '', code);
}

/** `static final String NAME = 'x'`. */
function isConstant(member: Member): boolean {
  return (
    member.kind === 'field' &&
    member.modifiers.isFinal &&
    member.variables.every(({ initializer }) => initializer?.kind === 'literal')
  );
}

function initializerOf(context: MethodContext, member: Member, isStatic: boolean): string {
  if (member.kind === 'initializer' && member.isStatic === isStatic)
    return member.body.broken === undefined ? context.statement(member.body) : broken(member.body.broken);
  if (member.kind !== 'field' || member.modifiers.isStatic !== isStatic) return '';
  return member.variables
    .map((variable) => {
      if (!variable.initializer) return '';
      if (variable.broken !== undefined) return broken(variable.broken);
      const value = context.expression(variable.initializer);
      const holder = isStatic ? `${context.unit.classOf(context.owner!)}.$st()` : 'this';
      return `${mark(context, variable.pos.line)}${holder}.${fieldName(variable.field!)}=${value};`;
    })
    .join('');
}

/** JavaScript accessors for a property; plain automatic ones are slots. */
export function emitProperty(owner: ClassContext, node: PropertyDeclaration): string {
  if (!needsAccessors(node)) return '';
  const field = node.field!;
  const name = fieldName(field);
  const backing = `this.${backingName(field)}`;
  const options = { owner: owner.type, isStatic: node.modifiers.isStatic, property: field };
  let code = '';
  if (node.getter) {
    const context = new MethodContext(owner.unit, owner.visitors, options);
    const body = node.getter.body
      ? framed(
          context,
          `Class.${qualifiedName(owner.type)}.__sfdc_${node.name}`,
          '',
          `${bodyOf(context, node.getter.body)}return null;`,
        )
      : `return ${backing};`;
    code += `get ${name}(){${body}}\n`;
  } else code += `get ${name}(){return ${backing};}\n`;
  if (node.setter?.body) {
    const context = new MethodContext(owner.unit, owner.visitors, options);
    const value = localName(node.setter.valueLocal!);
    const inner = bodyOf(context, node.setter.body);
    code += `set ${name}(${value}){${framed(context, `Class.${qualifiedName(owner.type)}.__sfdc_${node.name}`, '', inner)}}\n`;
  } else code += `set ${name}(value){${backing}=value;}\n`;
  return code;
}

export function needsAccessors(node: PropertyDeclaration): boolean {
  const { isVirtual, isAbstract, isOverride } = node.modifiers;
  return Boolean(node.getter?.body ?? node.setter?.body) || isVirtual || isAbstract || isOverride;
}
