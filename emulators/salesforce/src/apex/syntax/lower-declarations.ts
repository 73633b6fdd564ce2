/** Compilation units, types and their members. */
import type * as grammar from '@apexdevtools/apex-parser';
import type { ParserRuleContext } from './grammar.ts';
import type * as ast from './declarations.ts';
import { LoweringError } from './lowering-error.ts';
import { lowerModifiers, lowerParameters, lowerTypeList, lowerTypeRef, positionOf, voidRef } from './lower-names.ts';
import { lowerBlock, lowerDeclarators, lowerLocal, lowerStatement } from './lower-statements.ts';
import type { Block, Statement } from './statements.ts';

/** What the parser found is fine by its grammar, but not Apex; becomes a compile error. */
export function lowerClassUnit(
  context: grammar.CompilationUnitContext,
  file: string,
  apiVersion: number,
): ast.ClassUnit {
  const declaration = context.typeDeclaration();
  return { kind: 'classUnit', file, apiVersion, declaration: lowerType(declaration, declaration.modifier_list()) };
}

export function lowerTriggerUnit(
  context: grammar.TriggerUnitContext,
  file: string,
  apiVersion: number,
): ast.TriggerUnit {
  const statements: Statement[] = [];
  for (const member of context.triggerBlock().triggerBlockMember_list()) {
    const statement = member.statement();
    if (statement) statements.push(lowerStatement(statement));
    else {
      const field = member.triggerMemberDeclaration().fieldDeclaration();
      if (!field) throw new LoweringError(member, 'Declarations of this kind are not allowed in a trigger');
      statements.push(lowerLocal(field, member.modifier_list()));
    }
  }
  return {
    kind: 'triggerUnit',
    pos: positionOf(context),
    file,
    apiVersion,
    name: context.id(0).getText(),
    objectName: context.id(1).getText(),
    events: context.triggerCase_list().map(triggerEvent),
    body: { kind: 'block', pos: positionOf(context.triggerBlock()), statements },
  };
}

function triggerEvent(context: grammar.TriggerCaseContext): ast.TriggerEvent {
  const timing = context.BEFORE() ? 'before' : 'after';
  const operation = context.INSERT()
    ? 'insert'
    : context.UPDATE()
      ? 'update'
      : context.DELETE()
        ? 'delete'
        : 'undelete';
  return `${timing} ${operation}` as ast.TriggerEvent;
}

export function lowerAnonymousUnit(
  context: grammar.AnonymousUnitContext,
  file: string,
  apiVersion: number,
): ast.AnonymousUnit {
  const pos = positionOf(context);
  const members: ast.AnonymousUnit['members'] = [];
  const statements: Statement[] = [];
  for (const member of context.anonymousBlock().anonymousBlockMember_list()) {
    const statement = member.statement();
    const modifiers = member.modifier_list();
    if (statement) {
      statements.push(lowerStatement(statement));
      continue;
    }
    const declaration = member.anonymousMemberDeclaration();
    if (declaration.fieldDeclaration()) statements.push(lowerLocal(declaration.fieldDeclaration(), modifiers));
    else if (declaration.methodDeclaration()) members.push(lowerMethod(declaration.methodDeclaration(), modifiers));
    else if (declaration.propertyDeclaration()) {
      throw new LoweringError(member, 'Properties are not allowed in an anonymous block');
    } else members.push(lowerType(declaration, modifiers));
  }
  const body: Block = { kind: 'block', pos, statements };
  return { kind: 'anonymousUnit', pos, file, apiVersion, members, body };
}

interface TypeContext {
  classDeclaration(): grammar.ClassDeclarationContext;
  interfaceDeclaration(): grammar.InterfaceDeclarationContext;
  enumDeclaration(): grammar.EnumDeclarationContext;
}

function lowerType(context: TypeContext, modifierList: grammar.ModifierContext[]): ast.TypeDeclaration {
  const modifiers = lowerModifiers(modifierList);
  const classContext = context.classDeclaration();
  if (classContext) return lowerClass(classContext, modifiers);
  const interfaceContext = context.interfaceDeclaration();
  if (interfaceContext) {
    return {
      kind: 'interface',
      pos: positionOf(interfaceContext.id()),
      name: interfaceContext.id().getText(),
      modifiers,
      superTypes: lowerTypeList(interfaceContext.typeList()),
      methods: interfaceContext
        .interfaceBody()
        .interfaceMethodDeclaration_list()
        .map((method) => lowerMethod(method, method.modifier_list())),
    };
  }
  const enumContext = context.enumDeclaration();
  return {
    kind: 'enum',
    pos: positionOf(enumContext.id()),
    name: enumContext.id().getText(),
    modifiers,
    constants:
      enumContext
        .enumConstants()
        ?.id_list()
        .map((id) => id.getText()) ?? [],
  };
}

function lowerClass(context: grammar.ClassDeclarationContext, modifiers: ast.Modifiers): ast.ClassDeclaration {
  const members: ast.Member[] = [];
  for (const declaration of context.classBody().classBodyDeclaration_list()) {
    const block = declaration.block();
    if (block) {
      const isStatic = Boolean(declaration.STATIC());
      members.push({ kind: 'initializer', pos: positionOf(declaration), isStatic, body: lowerBlock(block) });
      continue;
    }
    const member = declaration.memberDeclaration();
    if (member) members.push(lowerMember(member, declaration.modifier_list(), context.id().getText()));
  }
  const superType = context.typeRef();
  return {
    kind: 'class',
    pos: positionOf(context.id()),
    name: context.id().getText(),
    modifiers,
    superType: superType ? lowerTypeRef(superType) : undefined,
    interfaces: lowerTypeList(context.typeList()),
    members,
  };
}

function lowerMember(
  context: grammar.MemberDeclarationContext,
  modifierList: grammar.ModifierContext[],
  className: string,
): ast.Member {
  const method = context.methodDeclaration();
  if (method) return lowerMethod(method, modifierList);
  const constructor = constructorOf(context);
  if (constructor) {
    const name = constructor.qualifiedName().getText();
    if (name.toLowerCase() !== className.toLowerCase()) {
      throw new LoweringError(constructor as unknown as ParserRuleContext, `Invalid constructor name: ${name}`);
    }
    return {
      kind: 'constructor',
      pos: positionOf(constructor),
      name,
      modifiers: lowerModifiers(modifierList),
      parameters: lowerParameters(constructor.formalParameters()),
      body: lowerBlock(constructor.block()),
    };
  }
  const field = context.fieldDeclaration();
  if (field) {
    return {
      kind: 'field',
      pos: positionOf(field),
      modifiers: lowerModifiers(modifierList),
      typeRef: lowerTypeRef(field.typeRef()),
      variables: lowerDeclarators(field.variableDeclarators()),
    };
  }
  const property = context.propertyDeclaration();
  if (property) return lowerProperty(property, lowerModifiers(modifierList));
  return lowerType(context, modifierList);
}

/** The typings of the parser package leave the constructor out of a member declaration's accessors. */
function constructorOf(context: grammar.MemberDeclarationContext): grammar.ConstructorDeclarationContext | undefined {
  const child = (context as unknown as ParserRuleContext).children?.[0];
  const isConstructor = child?.constructor.name.startsWith('ConstructorDeclaration') ?? false;
  return isConstructor ? (child as unknown as grammar.ConstructorDeclarationContext) : undefined;
}

interface MethodContext extends Pick<grammar.MethodDeclarationContext, 'id' | 'formalParameters' | 'typeRef'> {
  block?(): grammar.BlockContext | null;
}

function lowerMethod(context: MethodContext, modifierList: grammar.ModifierContext[]): ast.MethodDeclaration {
  const pos = positionOf(context.id() as unknown as ParserRuleContext);
  const returnType = context.typeRef();
  const block = context.block?.();
  return {
    kind: 'method',
    pos,
    name: context.id().getText(),
    modifiers: lowerModifiers(modifierList),
    returnType: returnType ? lowerTypeRef(returnType) : voidRef(pos),
    parameters: lowerParameters(context.formalParameters()),
    body: block ? lowerBlock(block) : undefined,
  };
}

function lowerProperty(context: grammar.PropertyDeclarationContext, modifiers: ast.Modifiers): ast.PropertyDeclaration {
  const property: ast.PropertyDeclaration = {
    kind: 'property',
    pos: positionOf(context.id()),
    name: context.id().getText(),
    modifiers,
    typeRef: lowerTypeRef(context.typeRef()),
    getter: undefined,
    setter: undefined,
  };
  for (const block of context.propertyBlock_list()) {
    const getter = block.getter();
    if (getter ? property.getter : property.setter)
      throw new LoweringError(block as unknown as ParserRuleContext, `Unexpected token '${getter ? 'get' : 'set'}'.`);
    const body = (getter ?? block.setter()).block();
    const accessor: ast.Accessor = {
      pos: positionOf(block),
      access: lowerModifiers(block.modifier_list()).access,
      body: body ? lowerBlock(body) : undefined,
    };
    if (getter) property.getter = accessor;
    else property.setter = accessor;
  }
  return property;
}
