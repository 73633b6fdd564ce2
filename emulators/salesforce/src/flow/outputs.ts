/** What an action or a subflow put out, stored under its element's name: `{!Element.name}`. */
export class Outputs {
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(values: ReadonlyMap<string, unknown>) {
    this.#values = new Map([...values].map(([name, value]) => [name.toLowerCase(), value]));
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  get(name: string): unknown {
    return this.#values.get(name.toLowerCase());
  }

  /** An action with one unnamed output is that output. */
  whole(): unknown {
    return this.get('output') ?? null;
  }
}
