/** Expression contexts of the parser to our expressions. */
import type * as grammar from '@apexdevtools/apex-parser';
import type { ParserRuleContext, TerminalNode } from './grammar.ts';
import { grammarClasses } from './grammar-package.ts';
import type { BinaryOperator, CallExpression, Expression, PostfixExpression, UnaryExpression } from './expressions.ts';
import type { TypeRef } from './declarations.ts';
import { lowerCreator } from './lower-creators.ts';
import { lowerTypeRef, positionOf, positionOfToken, voidRef } from './lower-names.ts';
import { integerLiteral, longLiteral, negated, nullLiteral, numberLiteral, stringLiteral } from './literals.ts';
import { lowerQuery, lowerSearch } from './lower-soql.ts';

export function lowerExpression(context: grammar.ExpressionContext): Expression {
  const pos = positionOf(context as unknown as ParserRuleContext);
  if (context instanceof grammarClasses().PrimaryExpressionContext) return lowerPrimary(context.primary());
  if (context instanceof grammarClasses().DotExpressionContext) return lowerDot(context);
  if (context instanceof grammarClasses().MethodCallExpressionContext) return lowerCall(context.methodCall());
  if (context instanceof grammarClasses().SubExpressionContext) return lowerExpression(context.expression());
  if (context instanceof grammarClasses().NewExpressionContext)
    return lowerCreator(context.creator(), pos, lowerExpression);
  if (context instanceof grammarClasses().CastExpressionContext) return lowerCast(context, pos);
  if (context instanceof grammarClasses().ArrayExpressionContext) {
    const [target, index] = pair(context);
    return { kind: 'index', pos, target, index };
  }
  if (context instanceof grammarClasses().AssignExpressionContext) {
    const [target, value] = pair(context);
    const text = childText(context, 1);
    const operator = text === '=' ? '=' : (text.slice(0, -1) as BinaryOperator);
    return { kind: 'assignment', pos, operator, target, value };
  }
  if (context instanceof grammarClasses().CondExpressionContext) {
    const [condition, then, otherwise] = context.expression_list().map(lowerExpression);
    return { kind: 'conditional', pos, condition: condition!, then: then!, otherwise: otherwise! };
  }
  if (context instanceof grammarClasses().CoalExpressionContext) {
    const [left, right] = pair(context);
    return { kind: 'coalesce', pos, left, right };
  }
  if (context instanceof grammarClasses().InstanceOfExpressionContext) {
    return {
      kind: 'instanceOf',
      pos,
      expression: lowerExpression(context.expression()),
      typeRef: lowerTypeRef(context.typeRef()),
    };
  }
  if (context instanceof grammarClasses().PostOpExpressionContext) {
    const operator = context.INC() ? '++' : '--';
    return {
      kind: 'postfix',
      pos,
      operator,
      operand: lowerExpression(context.expression()),
    } satisfies PostfixExpression;
  }
  if (
    context instanceof grammarClasses().PreOpExpressionContext ||
    context instanceof grammarClasses().NegExpressionContext
  ) {
    const operator = childText(context, 0) as UnaryExpression['operator'];
    const operand = lowerExpression(context.expression());
    if (
      operator === '-' &&
      operand.kind === 'literal' &&
      /^[0-9]/.test(operand.value) &&
      operand.literal !== 'string'
    ) {
      return negated(operand, pos);
    }
    return { kind: 'unary', pos, operator, operand };
  }
  return lowerBinary(context as unknown as BinaryContext, pos);
}

/** All operators with two operands: the text between the operands is the operator (`> =` and `> >` are several tokens). */
interface BinaryContext {
  expression_list(): grammar.ExpressionContext[];
  children: TerminalNode[];
}

function lowerBinary(context: BinaryContext, pos: Expression['pos']): Expression {
  const [left, right] = pair(context);
  const text = context.children
    .slice(1, -1)
    .map((child) => child.getText())
    .join('');
  const operator = (text === '<>' ? '!=' : text) as BinaryOperator;
  const isBare = !(context.expression_list()[0] instanceof grammarClasses().SubExpressionContext);
  if (left.kind === 'binary' && isBare && sumsReadAsCasts.has(left) && (operator === '*' || operator === '/')) {
    left.right = { kind: 'binary', pos: left.right.pos, operator, left: left.right, right };
    return left;
  }
  return { kind: 'binary', pos, operator, left, right };
}

/** Sums the parser took for casts of signed operands, and therefore bound tighter than `*` and `/`. */
const sumsReadAsCasts = new WeakSet<Expression>();

/** `(a) + b` reads as a cast of `+b` to the type `a`; only number types can be meant by that. */
function lowerCast(context: grammar.CastExpressionContext, pos: Expression['pos']): Expression {
  const typeRef = lowerTypeRef(context.typeRef());
  const operand = context.expression();
  const sign =
    operand instanceof grammarClasses().PreOpExpressionContext ? (operand.ADD() ? '+' : operand.SUB() ? '-' : '') : '';
  const isName = typeRef.typeArguments.length === 0 && !/^(integer|long|double|decimal|object)$/i.test(typeRef.name);
  if (sign === '' || !isName) return { kind: 'cast', pos, typeRef, expression: lowerExpression(operand) };
  const right = lowerExpression((operand as grammar.PreOpExpressionContext).expression());
  const sum: Expression = { kind: 'binary', pos, operator: sign, left: nameOf(typeRef), right };
  sumsReadAsCasts.add(sum);
  return sum;
}

function nameOf(typeRef: TypeRef): Expression {
  const [first, ...rest] = typeRef.name.split('.');
  let expression: Expression = { kind: 'name', pos: typeRef.pos, name: first! };
  for (const name of rest)
    expression = { kind: 'fieldAccess', pos: typeRef.pos, target: expression, name, isSafe: false };
  return expression;
}

function pair(context: { expression_list(): grammar.ExpressionContext[] }): [Expression, Expression] {
  const [left, right] = context.expression_list();
  return [lowerExpression(left!), lowerExpression(right!)];
}

function childText(context: unknown, index: number): string {
  return (context as ParserRuleContext).children![index]!.getText();
}

function lowerDot(context: grammar.DotExpressionContext): Expression {
  const target = lowerExpression(context.expression());
  const isSafe = context.QUESTIONDOT() !== null && context.QUESTIONDOT() !== undefined;
  const call = context.dotMethodCall();
  if (call) {
    const name = call.anyId() as unknown as ParserRuleContext;
    return {
      kind: 'call',
      pos: positionOf(name),
      target,
      name: name.getText(),
      arguments: lowerArguments(call.expressionList()),
      isSafe,
    };
  }
  const name = context.anyId() as unknown as ParserRuleContext;
  return { kind: 'fieldAccess', pos: positionOf(name), target, name: name.getText(), isSafe };
}

function lowerCall(context: grammar.MethodCallContext): CallExpression {
  const pos = positionOf(context as unknown as ParserRuleContext);
  const parameters = lowerArguments(context.expressionList());
  const call = { kind: 'call' as const, pos, arguments: parameters, isSafe: false };
  if (context.THIS()) return { ...call, target: { kind: 'this', pos }, name: '' };
  if (context.SUPER()) return { ...call, target: { kind: 'super', pos }, name: '' };
  return { ...call, target: undefined, name: context.id().getText() };
}

export function lowerArguments(context: grammar.ExpressionListContext | null | undefined): Expression[] {
  return context ? context.expression_list().map(lowerExpression) : [];
}

function lowerPrimary(context: grammar.PrimaryContext): Expression {
  const pos = positionOf(context as unknown as ParserRuleContext);
  if (context instanceof grammarClasses().IdPrimaryContext) return { kind: 'name', pos, name: context.id().getText() };
  if (context instanceof grammarClasses().LiteralPrimaryContext) return lowerLiteral(context.literal());
  if (context instanceof grammarClasses().ThisPrimaryContext) return { kind: 'this', pos };
  if (context instanceof grammarClasses().SuperPrimaryContext) return { kind: 'super', pos };
  if (context instanceof grammarClasses().TypeRefPrimaryContext) {
    return { kind: 'classLiteral', pos, typeRef: lowerTypeRef(context.typeRef()) };
  }
  if (context instanceof grammarClasses().VoidPrimaryContext)
    return { kind: 'classLiteral', pos, typeRef: voidRef(pos) };
  if (context instanceof grammarClasses().SoqlPrimaryContext) return lowerQuery(context.soqlLiteral(), lowerExpression);
  if (context instanceof grammarClasses().SoslPrimaryContext)
    return lowerSearch(context.soslLiteral(), lowerExpression);
  throw new Error(`primary expression not known: ${(context as unknown as ParserRuleContext).getText()}`);
}

function lowerLiteral(context: grammar.LiteralContext): Expression {
  const pos = positionOf(context as unknown as ParserRuleContext);
  const text = context.getText();
  if (context.IntegerLiteral()) return integerLiteral(pos, text);
  if (context.LongLiteral()) return longLiteral(pos, text);
  if (context.NumberLiteral()) return numberLiteral(pos, text);
  if (context.BooleanLiteral()) return { kind: 'literal', pos, literal: 'boolean', value: text.toLowerCase() };
  if (context.NULL()) return nullLiteral(pos);
  return stringLiteral(pos, text);
}

/** A dotted name as an expression: `A.B` in `when A.B`. */
export function lowerQualifiedName(context: grammar.QualifiedNameContext): Expression {
  const [first, ...rest] = context.id_list();
  let expression: Expression = { kind: 'name', pos: positionOf(first!), name: first!.getText() };
  for (const id of rest) {
    const token = (id as unknown as ParserRuleContext).start;
    expression = {
      kind: 'fieldAccess',
      pos: positionOfToken(token),
      target: expression,
      name: id.getText(),
      isSafe: false,
    };
  }
  return expression;
}
