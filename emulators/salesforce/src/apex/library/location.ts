/** Location and Address: compound values with methods. */
import { CompoundValue } from '../../schema/compound.ts';
import { distanceBetween, type Point } from '../../schema/distance.ts';
import { decimalOf } from '../../schema/values.ts';
import type { Decimal } from '../runtime/decimal.ts';
import { ApexDouble } from '../runtime/double.ts';
import { apexError } from '../runtime/exceptions.ts';
import { definePlatformType, type Implementation } from './define.ts';
import { argument } from './support.ts';

function coordinate(value: CompoundValue, name: string): ApexDouble | null {
  const part = value.parts[name];
  const decimal = part === undefined || part === null ? null : decimalOf(part);
  return decimal ? new ApexDouble(Number(decimal.toPlainString())) : null;
}

function pointOf(value: CompoundValue): Point {
  const latitude = coordinate(value, 'latitude');
  const longitude = coordinate(value, 'longitude');
  if (!latitude || !longitude)
    throw apexError('System.IllegalArgumentException', 'Latitude and longitude are required');
  return { latitude: latitude.value, longitude: longitude.value };
}

function distance(from: CompoundValue, to: CompoundValue, unit: string): ApexDouble {
  const wanted = argument(unit).toLowerCase();
  if (wanted !== 'mi' && wanted !== 'km')
    throw apexError('System.IllegalArgumentException', `Invalid distance unit: ${unit}. Valid units: 'mi', 'km'`);
  return new ApexDouble(distanceBetween(pointOf(argument(from)), pointOf(argument(to)), wanted));
}

const text = (name: string): Implementation => ((value: CompoundValue) => value.parts[name] ?? null) as Implementation;
const number = (name: string): Implementation => ((value: CompoundValue) => coordinate(value, name)) as Implementation;

const shared: Record<string, Implementation> = {
  'getLatitude()': number('latitude'),
  'getLongitude()': number('longitude'),
  'getDistance(Location,String)': ((value: CompoundValue, to: CompoundValue, unit: string) =>
    distance(value, to, unit)) as Implementation,
};

definePlatformType({
  name: 'System.Location',
  constructors: { '()': () => new CompoundValue({}, 'System.Location') },
  instance: shared,
  properties: { latitude: { get: number('latitude') }, longitude: { get: number('longitude') } },
  statics: {
    'newInstance(Decimal,Decimal)': (latitude: Decimal, longitude: Decimal) =>
      new CompoundValue({ latitude: argument(latitude), longitude: argument(longitude) }, 'System.Location'),
    'getDistance(Location,Location,String)': distance,
  },
});

const words = ['city', 'country', 'countryCode', 'geocodeAccuracy', 'postalCode', 'state', 'stateCode', 'street'];

definePlatformType({
  name: 'System.Address',
  constructors: { '()': () => new CompoundValue({}, 'System.Address') },
  instance: {
    ...shared,
    ...Object.fromEntries(words.map((name) => [`get${name[0]!.toUpperCase()}${name.slice(1)}()`, text(name)])),
  },
  properties: Object.fromEntries([
    ...words.map((name) => [name, { get: text(name) }]),
    ['latitude', { get: number('latitude') }],
    ['longitude', { get: number('longitude') }],
  ]),
});
