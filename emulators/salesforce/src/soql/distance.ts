/** DISTANCE(field, GEOLOCATION(latitude, longitude), 'mi'): the places named in it, and its value for a row. */
import type * as grammar from '@apexdevtools/apex-parser';
import { decimalOf } from '../schema/values.ts';
import { CompoundValue } from '../schema/compound.ts';
import { distanceBetween, type Point } from '../schema/distance.ts';
import type { Row } from '../storage/row.ts';
import { Decimal } from '../apex/runtime/decimal.ts';
import type { Literal, Path } from './ast.ts';
import { malformed } from './errors.ts';
import { bindOf, pathOf } from './lower.ts';
import { bindValue, type OperandContext } from './operands.ts';

export type Place = Path | { latitude: Literal; longitude: Literal } | (Literal & { kind: 'bind' });

export interface Distance {
  places: [Place, Place];
  unit: string;
}

export function distanceOf(context: grammar.SoqlFunctionContext, start: number): Distance {
  const [first, second] = context.locationValue_list().map(placeOf);
  const unit = context.StringLiteral().getText().slice(1, -1).toLowerCase();
  if (unit !== 'mi' && unit !== 'km') throw malformed(`Invalid distance unit: ${unit}. Valid units: 'mi', 'km'`, start);
  return { places: [first!, second!], unit };
}

function placeOf(context: grammar.LocationValueContext): Place {
  if (context.fieldName()) return pathOf(context.fieldName());
  if (context.boundExpression()) return bindOf(context.boundExpression()) as Literal & { kind: 'bind' };
  const [latitude, longitude] = context.coordinateValue_list().map((each): Literal => {
    const bound = each.boundExpression();
    return bound ? bindOf(bound) : { kind: 'number', text: each.signedNumber().getText() };
  });
  return { latitude: latitude!, longitude: longitude! };
}

/** @param read reads the field a path names. @returns null where one of the places is unknown */
export function distanceGetter(
  { places, unit }: Distance,
  read: (path: Path) => (row: Row) => unknown,
  operands: OperandContext,
  start: number,
): (row: Row) => Decimal | null {
  const [from, to] = places.map((place) => pointGetter(place, read, operands, start));
  return (row) => {
    const [a, b] = [from!(row), to!(row)];
    return a && b ? Decimal.parse(String(distanceBetween(a, b, unit))) : null;
  };
}

function pointGetter(
  place: Place,
  read: (path: Path) => (row: Row) => unknown,
  operands: OperandContext,
  start: number,
): (row: Row) => Point | null {
  if ('names' in place) {
    const get = read(place);
    return (row) => pointOf(get(row));
  }
  if ('latitude' in place) {
    const latitude = coordinate(place.latitude, operands, start);
    const longitude = coordinate(place.longitude, operands, start);
    return () => (latitude === null || longitude === null ? null : { latitude, longitude });
  }
  const point = pointOf(bindValue(place.name, operands, start));
  return () => point;
}

function pointOf(value: unknown): Point | null {
  if (!(value instanceof CompoundValue)) return null;
  const latitude = numberOf(value.parts['latitude']);
  const longitude = numberOf(value.parts['longitude']);
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

function coordinate(literal: Literal, operands: OperandContext, start: number): number | null {
  if (literal.kind === 'bind') return numberOf(bindValue(literal.name, operands, start));
  return literal.kind === 'number' ? Number(literal.text) : null;
}

export const numberOf = (value: unknown): number | null => {
  const decimal = value === null || value === undefined ? null : decimalOf(value);
  return decimal ? Number(decimal.toPlainString()) : null;
};
