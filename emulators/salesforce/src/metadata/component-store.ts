/** Stored components by key; those of one type are found without looking at all: each save asks for rules. */
import type { MetadataComponent } from '../org/services.ts';

export class ComponentStore extends Map<string, MetadataComponent> {
  #byType: Map<string, MetadataComponent[]> | undefined;

  ofType(type: string): readonly MetadataComponent[] {
    if (!this.#byType) {
      this.#byType = new Map();
      for (const component of this.values()) {
        const own = this.#byType.get(component.type);
        if (own) own.push(component);
        else this.#byType.set(component.type, [component]);
      }
    }
    return this.#byType.get(type) ?? [];
  }

  override set(key: string, component: MetadataComponent): this {
    this.#byType = undefined;
    return super.set(key, component);
  }

  override delete(key: string): boolean {
    this.#byType = undefined;
    return super.delete(key);
  }

  override clear(): void {
    this.#byType = undefined;
    super.clear();
  }
}
