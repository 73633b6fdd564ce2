/** Distance between two points on the earth, as the platform computes it: along the great circle. */
const EARTH_KM = 6371.009;
const KM_PER_MILE = 1.609344;

export interface Point {
  latitude: number;
  longitude: number;
}

/** @param unit `mi` or `km` */
export function distanceBetween(from: Point, to: Point, unit: string): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const dLatitude = radians(to.latitude - from.latitude);
  const dLongitude = radians(to.longitude - from.longitude);
  const a =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(dLongitude / 2) ** 2;
  const km = 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(a)));
  return unit === 'mi' ? km / KM_PER_MILE : km;
}
