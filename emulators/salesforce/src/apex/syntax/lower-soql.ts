/** SOQL and SOSL literals: their text with each bind expression replaced by `:bind0`, `:bind1` … */
import type * as grammar from '@apexdevtools/apex-parser';
import type { ParserRuleContext, ParseTree } from './grammar.ts';
import { grammarClasses } from './grammar-package.ts';
import type { Expression, QueryExpression, SearchExpression } from './expressions.ts';
import { positionOf } from './lower-names.ts';

type LowerExpression = (context: grammar.ExpressionContext) => Expression;

export function lowerQuery(context: grammar.SoqlLiteralContext, lower: LowerExpression): QueryExpression {
  const { text, binds } = replaceBinds(context.query() as unknown as ParserRuleContext, lower);
  return { kind: 'query', pos: positionOf(context as unknown as ParserRuleContext), text, binds };
}

/** The brackets around the search are dropped. */
export function lowerSearch(context: grammar.SoslLiteralContext, lower: LowerExpression): SearchExpression {
  const { text, binds } = replaceBinds(context as unknown as ParserRuleContext, lower);
  const inner = text
    .trim()
    .replace(/^\[\s*/, '')
    .replace(/\s*\]$/, '');
  return { kind: 'search', pos: positionOf(context as unknown as ParserRuleContext), text: inner, binds };
}

function replaceBinds(context: ParserRuleContext, lower: LowerExpression): { text: string; binds: Expression[] } {
  const bound: grammar.BoundExpressionContext[] = [];
  collectBinds(context, bound);
  const stream = context.start.getInputStream();
  let text = '';
  let position = context.start.start;
  const binds = bound.map((bind, index) => {
    const node = bind as unknown as ParserRuleContext;
    text += stream.getText(position, node.start.start - 1) + `:bind${index}`;
    position = (node.stop ?? node.start).stop + 1;
    return lower(bind.expression());
  });
  const end = (context.stop ?? context.start).stop;
  if (position <= end) text += stream.getText(position, end);
  return { text, binds };
}

/** Outermost binds only: a query inside a bind expression has its own. */
function collectBinds(tree: ParseTree, found: grammar.BoundExpressionContext[]): void {
  if (tree instanceof grammarClasses().BoundExpressionContext) {
    found.push(tree);
    return;
  }
  for (const child of (tree as ParserRuleContext).children ?? []) collectBinds(child, found);
}
