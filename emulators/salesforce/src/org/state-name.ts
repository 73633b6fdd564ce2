/** A name for what an org is made of: equal names, equal orgs. */
import { createHash } from 'node:crypto';
import type { Component } from '../metadata/component.ts';

export class StateName {
  #name: string;

  /** @param origin what the org is before anything is deployed */
  constructor(origin: unknown) {
    this.#name = createHash('sha1').update(JSON.stringify(origin)).digest('hex');
  }

  /** The name after these components are deployed, too. */
  after(components: Component[]): string {
    const hash = createHash('sha1').update(this.#name);
    for (const { type, fullName, file, namespace, definition, files } of components) {
      hash.update(JSON.stringify([type, fullName, file, namespace, definition]));
      for (const [path, content] of files) hash.update(`\0${path}\0`).update(content);
    }
    return (this.#name = hash.digest('hex'));
  }
}
