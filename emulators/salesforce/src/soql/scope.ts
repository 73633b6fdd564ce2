/** What one query, or sub-query, reads from: object, alias, data, operands, and the rights it is checked against. */
import type { QueryOptions } from '../org/services.ts';
import type { FieldInfo, ObjectInfo } from '../schema/model.ts';
import type { OrgUser, Rights } from '../security/access.ts';
import type { Sharing } from '../security/sharing.ts';
import type { Row } from '../storage/row.ts';
import { type Expression, isCall, type Path, type Query } from './ast.ts';
import { distanceGetter } from './distance.ts';
import { formatted } from './formatted.ts';
import { callDateFunction, dateFunctionType, isDateFunction, labelOf } from './calls.ts';
import type { Data } from './data.ts';
import { malformed, noColumn, PlacedError } from './errors.ts';
import type { OperandContext, Target } from './operands.ts';
import { resolvePath, type ResolvedPath } from './path.ts';
import { NotEmulated } from '../org/services.ts';

export interface Session {
  data: Data;
  options: QueryOptions;
  operands: OperandContext;
  user: OrgUser;
  /** Undefined in system mode. */
  rights: Rights | undefined;
  sharing: Sharing | undefined;
  /** WITH SECURITY_ENFORCED: only what is selected is checked. */
  isSecurityEnforced: boolean;
  allRows: boolean;
  /** Rows a sub-query of a condition selects, first column. */
  columnOf(query: Query): Set<unknown>;
}

/** A field or function of a query, ready to read. */
export interface Getter extends Target {
  field: FieldInfo | undefined;
  path: ResolvedPath | undefined;
  get(row: Row): unknown;
}

export class Scope {
  readonly session: Session;
  readonly object: ObjectInfo;
  readonly alias: string | undefined;

  constructor(session: Session, object: ObjectInfo, alias: string | undefined) {
    this.session = session;
    this.object = object;
    this.alias = alias;
  }

  /** @param isSelected selected fields are checked under WITH SECURITY_ENFORCED too */
  path(path: Path, isSelected = false): ResolvedPath {
    const resolved = resolvePath(path, this.object, this.alias, this.session.data);
    this.#check(resolved, path, isSelected);
    return resolved;
  }

  #check({ steps, field, isPolymorphic }: ResolvedPath, path: Path, isSelected: boolean): void {
    const { rights, isSecurityEnforced } = this.session;
    if (!rights || (isSecurityEnforced && !isSelected)) return;
    const fields = isPolymorphic ? steps : [...steps, field];
    for (const each of fields) {
      if (rights.canReadField(each.object.name, each.name)) continue;
      if (isSecurityEnforced) {
        const text = 'Insufficient permissions: secure query included inaccessible field';
        throw new PlacedError('INSUFFICIENT_ACCESS', text, path.start);
      }
      throw noColumn(each.name, each.object.name, path.start);
    }
  }

  getter(expression: Expression, isSelected = false): Getter {
    if (!isCall(expression)) {
      const path = this.path(expression, isSelected);
      const { field } = path;
      const isCaseSensitive = field.isCaseSensitive || field.type === 'id' || field.type === 'reference';
      return { field, path, name: field.name, type: field.type, isCaseSensitive, get: path.get };
    }
    const { fn, argument, distance, start } = expression;
    if (distance) {
      const read = (path: Path): ((row: Row) => unknown) => this.path(path, isSelected).get;
      const get = distanceGetter(distance, read, this.session.operands, start);
      return { field: undefined, path: undefined, name: fn, type: 'double', isCaseSensitive: false, get };
    }
    if (!argument) throw malformed(`unexpected token: '${fn}'`, start);
    const inner = this.getter(argument, isSelected);
    if (isDateFunction(fn)) {
      const isZoned = isCall(argument) && argument.fn === 'CONVERTTIMEZONE';
      const zone = isZoned ? this.session.operands.zone : 'UTC';
      const get = (row: Row): unknown => callDateFunction(fn, inner.get(row), zone);
      return { ...inner, name: inner.name, type: dateFunctionType(fn), get };
    }
    if (fn === 'CONVERTTIMEZONE') return inner;
    if (fn === 'TOLABEL') {
      const { field } = inner;
      return field ? { ...inner, type: 'string', get: (row) => labelOf(field, inner.get(row)) } : inner;
    }
    if (fn === 'FORMAT') {
      const { zone } = this.session.operands;
      const { field } = inner;
      return { ...inner, type: 'string', get: (row) => formatted(inner.get(row), inner.type, field?.scale ?? 2, zone) };
    }
    if (fn === 'CONVERTCURRENCY' && !this.session.data.schema.object('CurrencyType')) return inner;
    throw new NotEmulated(`SOQL ${fn}()`);
  }
}
