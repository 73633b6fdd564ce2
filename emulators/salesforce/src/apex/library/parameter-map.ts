/** Parameters of a page: found without regard to case, listed by name; the first spelling of a name stays. */
import { ApexMap } from '../runtime/map.ts';

const folded = (key: unknown): string => String(key).toLowerCase();

export class ParameterMap extends ApexMap {
  override get(key: unknown): unknown {
    return super.get(this.#spelled(key));
  }

  override has(key: unknown): boolean {
    return super.has(this.#spelled(key));
  }

  override put(key: unknown, value: unknown): unknown {
    const spelled = this.#spelled(key);
    if (super.has(spelled)) return super.put(spelled, value);
    const later = [...this.entries()].filter((entry) => folded(entry.key) > folded(key));
    for (const entry of later) super.delete(entry.key);
    super.put(key, value);
    for (const entry of later) super.put(entry.key, entry.value);
    return null;
  }

  override delete(key: unknown): unknown {
    return super.delete(this.#spelled(key));
  }

  #spelled(key: unknown): unknown {
    for (const known of this.keys()) if (folded(known) === folded(key)) return known;
    return key;
  }
}
