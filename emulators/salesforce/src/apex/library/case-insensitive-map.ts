/** Maps of describe calls: keys are lower-case, lookups ignore case. */
import { ApexMap } from '../runtime/map.ts';

const folded = (key: unknown): unknown => (typeof key === 'string' ? key.toLowerCase() : key);

export class CaseInsensitiveMap extends ApexMap {
  override get(key: unknown): unknown {
    return super.get(folded(key));
  }
  override has(key: unknown): boolean {
    return super.has(folded(key));
  }
  override put(key: unknown, value: unknown): unknown {
    return super.put(folded(key), value);
  }
  override delete(key: unknown): unknown {
    return super.delete(folded(key));
  }
}
