/** `new …` expressions. */
import type * as grammar from '@apexdevtools/apex-parser';
import type { ParserRuleContext } from './grammar.ts';
import { grammarClasses } from './grammar-package.ts';
import type { TypeRef } from './declarations.ts';
import type { Expression, NamedArgument } from './expressions.ts';
import type { Position } from './position.ts';
import { lowerTypeList, positionOf, wrapInLists } from './lower-names.ts';

type LowerExpression = (context: grammar.ExpressionContext) => Expression;

export function lowerCreator(context: grammar.CreatorContext, pos: Position, lower: LowerExpression): Expression {
  const typeRef = lowerCreatedName(context.createdName());
  const isMap = /^(system\.)?map$/i.test(typeRef.name);
  const classRest = context.classCreatorRest();
  if (classRest) {
    const parameters = classRest.arguments().expressionList()?.expression_list() ?? [];
    const named = namedArguments(parameters, lower);
    if (named) return { kind: 'new', pos, typeRef, arguments: [], namedArguments: named };
    return { kind: 'new', pos, typeRef, arguments: parameters.map(lower), namedArguments: [] };
  }
  const arrayRest = context.arrayCreatorRest();
  if (arrayRest) {
    const size = arrayRest.expression();
    if (size) return { kind: 'newArray', pos, typeRef, size: lower(size) };
    const elements = arrayRest.arrayInitializer()?.expression_list() ?? [];
    return { kind: 'newList', pos, typeRef: wrapInLists(typeRef, 1), elements: elements.map(lower) };
  }
  const mapRest = context.mapCreatorRest();
  if (mapRest) {
    const entries = mapRest.mapCreatorRestPair_list().map((entry) => {
      const [key, value] = entry.expression_list();
      return { key: lower(key!), value: lower(value!) };
    });
    return { kind: 'newMap', pos, typeRef, entries };
  }
  const setRest = context.setCreatorRest();
  if (setRest) return { kind: 'newList', pos, typeRef, elements: setRest.expression_list().map(lower) };
  return isMap ? { kind: 'newMap', pos, typeRef, entries: [] } : { kind: 'newList', pos, typeRef, elements: [] };
}

function lowerCreatedName(context: grammar.CreatedNameContext): TypeRef {
  const pairs = context.idCreatedNamePair_list();
  return {
    pos: positionOf(context),
    name: pairs.map((pair) => canonicalCollection(pair.anyId().getText())).join('.'),
    typeArguments: lowerTypeList(pairs[pairs.length - 1]?.typeList()),
  };
}

function canonicalCollection(name: string): string {
  const lower = name.toLowerCase();
  return lower === 'list' ? 'List' : lower === 'set' ? 'Set' : lower === 'map' ? 'Map' : name;
}

/** `Name = 'x', Site = 'y'`; undefined unless every argument has that form and there is at least one. */
function namedArguments(contexts: grammar.ExpressionContext[], lower: LowerExpression): NamedArgument[] | undefined {
  if (contexts.length === 0) return undefined;
  const result: NamedArgument[] = [];
  for (const context of contexts) {
    if (!(context instanceof grammarClasses().AssignExpressionContext) || !context.ASSIGN()) return undefined;
    const [target, value] = context.expression_list();
    if (!(target instanceof grammarClasses().PrimaryExpressionContext)) return undefined;
    const primary = target.primary();
    if (!(primary instanceof grammarClasses().IdPrimaryContext)) return undefined;
    result.push({
      pos: positionOf(context as unknown as ParserRuleContext),
      name: primary.id().getText(),
      value: lower(value!),
    });
  }
  return result;
}
