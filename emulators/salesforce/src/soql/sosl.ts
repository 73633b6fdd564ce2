/** SOSL, basic: FIND text IN group RETURNING objects with fields, WHERE, ORDER BY, LIMIT. Words are matched at word starts. */
import type * as grammar from '@apexdevtools/apex-parser';
import { parserOf } from '../apex/syntax/grammar-package.ts';
import { NotEmulated } from '../org/services.ts';
import type { SObjectRecord } from '../schema/record.ts';
import type { ObjectInfo } from '../schema/model.ts';
import type { Row } from '../storage/row.ts';
import { malformed } from './errors.ts';
import { lowerHaving } from './lower-conditions.ts';
import { lowerLimit, lowerOrder, startOf } from './lower.ts';
import { bindValue } from './operands.ts';
import { faultError } from './parse.ts';
import { matchingRows, objectOf } from './run.ts';
import { Scope, type Session } from './scope.ts';
import { projection } from './select.ts';
import { sortRows } from './order.ts';
import type { Query } from './ast.ts';
import { fixedSearchResults } from '../apex/testing/mocks.ts';
import { isRunning, current } from '../transaction/transaction.ts';

/** @throws PlacedError */
export function runSearch(text: string, binds: Map<string, unknown>, session: Session): SObjectRecord[][] {
  const literal = text.trim().startsWith('[') ? text : `[${text.trim()}]`;
  // The grammar knows `FIND 'x'` and, for REST, `FIND {x}`.
  const braced = /^\[\s*FIND\s*\{((?:[^}\\]|\\.)*)\}/i.exec(literal);
  const quoted = braced ? literal.replace(braced[0], `[FIND '${braced[1]!.replaceAll("'", "\\'")}'`) : literal;
  const { parser, faults } = parserOf(quoted);
  const context = parser.soslLiteral();
  if (faults[0]) throw faultError(quoted, faults[0]);
  const bound = context.boundExpression();
  const sought = bound
    ? String(bindValue(bound.expression().getText().toLowerCase(), { ...session.operands, binds }, 0) ?? '')
    : soughtText(context.FindLiteral().getText());
  if (sought.replace(/[*?"\s]/g, '').length < 2) {
    throw malformed(`search term must be longer than one character: ${sought}`);
  }
  const clauses = context.soslClauses();
  const returning = clauses.fieldSpecList();
  if (!returning) throw new NotEmulated('SOSL without RETURNING');
  const group = clauses.searchGroup()?.getText().toUpperCase() ?? 'ALLFIELDS';
  return specs(returning).map((spec) => searchObject(spec, sought, group, session, quoted));
}

function soughtText(literal: string): string {
  const match = /'((?:[^'\\]|\\.)*)'/.exec(literal);
  return (match?.[1] ?? '').replace(/\\(.)/g, '$1');
}

function specs(list: grammar.FieldSpecListContext): grammar.FieldSpecContext[] {
  const own = list.fieldSpec();
  return [...(own ? [own] : []), ...list.fieldSpecList_list().flatMap((each) => specs(each))];
}

function fieldNames(list: grammar.FieldListContext | null): string[] {
  if (!list) return [];
  return [
    ...list.soslId_list().map((id) => id.getText()),
    ...list.fieldList_list().flatMap((each) => fieldNames(each)),
  ];
}

function searchObject(
  spec: grammar.FieldSpecContext,
  sought: string,
  group: string,
  session: Session,
  text: string,
): SObjectRecord[] {
  const names = fieldNames(spec.fieldList());
  const start = startOf(spec);
  const where = spec.logicalExpression();
  const order = spec.fieldOrderList();
  const query: Query = {
    select: (names.length > 0 ? names : ['Id']).map((name) => ({
      kind: 'expression',
      expression: { names: name.split('.'), start },
      alias: undefined,
    })),
    from: spec.soslId_list()[0]!.getText(),
    fromStart: start,
    alias: undefined,
    where: where ? lowerHaving(where, text) : undefined,
    mode: undefined,
    groupBy: [],
    grouping: 'plain',
    having: undefined,
    orderBy: order ? lowerOrder(order) : [],
    limit: lowerLimit(spec.limitClause()),
    offset: undefined,
    allRows: false,
    forUpdate: false,
    scope: undefined,
  };
  const object = objectOf(query, session);
  const scope = new Scope(session, object, undefined);
  const select = projection(query, scope, () => {
    throw malformed('SOSL cannot select child rows');
  });
  const isWanted = matcher(sought, object, group);
  const rows = sortRows(matchingRows(query, scope).filter(isWanted), query.orderBy, (item) =>
    scope.getter(item.expression),
  );
  const limit = query.limit?.kind === 'number' ? Number(query.limit.text) : 2000;
  return rows.slice(0, limit).map((row) => select.make(row));
}

function matcher(sought: string, object: ObjectInfo, group: string): (row: Row) => boolean {
  if (isRunning() && current().isTest) {
    const fixed = new Set(fixedSearchResults());
    return (row) => fixed.has(row.Id);
  }
  const types =
    group === 'EMAILFIELDS'
      ? /^email$/
      : group === 'PHONEFIELDS'
        ? /^phone$/
        : /^(string|textarea|email|phone|url|picklist|combobox)$/;
  const fields = [...object.fields.values()].filter(
    (field) =>
      types.test(field.type) &&
      field.formula === undefined &&
      (group !== 'NAMEFIELDS' || field.isNameField || /name$/i.test(field.name)),
  );
  const phrases = sought.split(/\s+(?:OR)\s+/i).map((phrase) =>
    (phrase.match(/"[^"]*"|\S+/g) ?? [])
      .filter((word) => !/^and$/i.test(word))
      .map((word) => {
        const source = word
          .replace(/^"|"$/g, '')
          .replace(/[.+^${}()|[\]\\]/g, '\\$&')
          .replace(/\*/g, '[^\\s]*')
          .replace(/\?/g, '.');
        return new RegExp(`(^|[^\\p{L}\\p{N}])${source}($|[^\\p{L}\\p{N}])`, 'iu');
      }),
  );
  return (row) => {
    const text = fields.map((field) => row[field.name] ?? '').join(' ');
    return phrases.some((words) => words.every((word) => word.test(text)));
  };
}
