/** Positions, names, type references, modifiers and annotations: what every part of the lowering needs. */
import type * as grammar from '@apexdevtools/apex-parser';
import type { ParserRuleContext, Token } from './grammar.ts';
import type { Annotation, Modifiers, Parameter, TypeRef } from './declarations.ts';
import type { Position } from './position.ts';
import { literalText } from './literals.ts';
import { LoweringError } from './lowering-error.ts';

export function positionOf(context: ParserRuleContext): Position {
  return positionOfToken(context.start);
}

export function positionOfToken(token: Token): Position {
  return { line: token.line, column: token.column + 1 };
}

/** The source text a context covers, white space and comments included. */
export function sourceOf(context: ParserRuleContext): string {
  const stop = context.stop ?? context.start;
  return context.start.getInputStream().getText(context.start.start, stop.stop);
}

/** `A.B<C>[]`: type arguments belong to the last name; each pair of brackets wraps the type into a List. */
export function lowerTypeRef(context: grammar.TypeRefContext): TypeRef {
  const names = context.typeName_list();
  const last = names[names.length - 1];
  const ref: TypeRef = {
    pos: positionOf(context),
    name: names.map((name) => typeNameText(name)).join('.'),
    typeArguments: lowerTypeArguments(last?.typeArguments()?.typeList()),
  };
  const brackets = context.arraySubscripts()?.LBRACK_list().length ?? 0;
  return wrapInLists(ref, brackets);
}

export function lowerTypeList(context: grammar.TypeListContext | null | undefined): TypeRef[] {
  return context ? context.typeRef_list().map(lowerTypeRef) : [];
}

export const lowerTypeArguments = lowerTypeList;

export function wrapInLists(ref: TypeRef, times: number): TypeRef {
  let result = ref;
  for (let i = 0; i < times; i++) result = { pos: ref.pos, name: 'List', typeArguments: [result] };
  return result;
}

function typeNameText(context: grammar.TypeNameContext): string {
  if (context.LIST()) return 'List';
  if (context.SET()) return 'Set';
  if (context.MAP()) return 'Map';
  return context.id().getText();
}

export function voidRef(pos: Position): TypeRef {
  return { pos, name: 'void', typeArguments: [] };
}

export function lowerModifiers(contexts: grammar.ModifierContext[]): Modifiers {
  const modifiers: Modifiers = {
    access: undefined,
    isStatic: false,
    isAbstract: false,
    isVirtual: false,
    isOverride: false,
    isFinal: false,
    isTransient: false,
    isTestMethod: false,
    isWebService: false,
    sharing: undefined,
    annotations: [],
  };
  checkRepeated(contexts);
  for (const context of contexts) {
    const annotation = context.annotation();
    if (annotation) modifiers.annotations.push(lowerAnnotation(annotation));
    else if (context.GLOBAL()) modifiers.access = 'global';
    else if (context.PUBLIC()) modifiers.access = 'public';
    else if (context.PROTECTED()) modifiers.access = 'protected';
    else if (context.PRIVATE()) modifiers.access = 'private';
    else if (context.TRANSIENT()) modifiers.isTransient = true;
    else if (context.STATIC()) modifiers.isStatic = true;
    else if (context.ABSTRACT()) modifiers.isAbstract = true;
    else if (context.FINAL()) modifiers.isFinal = true;
    else if (context.OVERRIDE()) modifiers.isOverride = true;
    else if (context.VIRTUAL()) modifiers.isVirtual = true;
    else if (context.TESTMETHOD()) modifiers.isTestMethod = true;
    else if (context.WEBSERVICE()) {
      modifiers.isWebService = true;
      modifiers.access = 'global';
    } else if (context.WITHOUT()) modifiers.sharing = 'without';
    else if (context.INHERITED()) modifiers.sharing = 'inherited';
    else if (context.WITH()) modifiers.sharing = 'with';
  }
  return modifiers;
}

const SCOPES = /^(global|public|protected|private)$/;

function checkRepeated(contexts: grammar.ModifierContext[]): void {
  const seen = new Set<string>();
  for (const context of contexts) {
    if (context.annotation()) continue;
    const word = context.getText().toLowerCase();
    const place = context as unknown as ParserRuleContext;
    if (seen.has(word)) throw new LoweringError(place, `Duplicate modifier: ${word}`);
    if (SCOPES.test(word) && [...seen].some((other) => SCOPES.test(other)))
      throw new LoweringError(place, 'Declarations can only have one scope');
    seen.add(word);
  }
}

function lowerAnnotation(context: grammar.AnnotationContext): Annotation {
  const parameters: Annotation['parameters'] = {};
  for (const pair of context.elementValuePairs()?.elementValuePair_list() ?? []) {
    parameters[pair.id().getText().toLowerCase()] = annotationValue(pair.elementValue());
  }
  const single = context.elementValue();
  if (single) parameters['value'] = annotationValue(single);
  return { pos: positionOf(context), name: context.id().getText(), parameters };
}

function annotationValue(context: grammar.ElementValueContext): string | boolean {
  const literal = context.literal();
  if (literal.BooleanLiteral()) return literal.getText().toLowerCase() === 'true';
  return literalText(literal.getText());
}

export function lowerParameters(context: grammar.FormalParametersContext): Parameter[] {
  const list = context.formalParameterList()?.formalParameter_list() ?? [];
  return list.map((parameter) => ({
    pos: positionOf(parameter),
    name: parameter.id().getText(),
    isFinal: parameter.modifier_list().some((modifier) => modifier.FINAL()),
    typeRef: lowerTypeRef(parameter.typeRef()),
  }));
}
