/** A class or trigger and how often its statements ran. Which lines have code is known once it is linked; asking for them links it. */
export class CoverageUnit {
  readonly name: string;
  readonly kind: 'class' | 'trigger';
  readonly file: string;
  readonly #link: () => void;
  #known: { lines: number[]; counters: Uint32Array } | undefined;

  constructor(name: string, kind: 'class' | 'trigger', file: string, link: () => void) {
    this.name = name;
    this.kind = kind;
    this.file = file;
    this.#link = link;
  }

  /** Linking tells the line of each executable statement. @returns the counters the code is to count with */
  linked(lines: number[]): Uint32Array {
    this.#known = { lines, counters: new Uint32Array(lines.length) };
    return this.#known.counters;
  }

  /** What is not linked has not run. */
  get isLinked(): boolean {
    return this.#known !== undefined;
  }

  /** Line of each executable statement. */
  get lines(): number[] {
    return this.#content().lines;
  }

  /** Executions per statement. */
  get counters(): Uint32Array {
    return this.#content().counters;
  }

  #content(): { lines: number[]; counters: Uint32Array } {
    if (!this.#known) this.#link();
    return this.#known!;
  }
}
