/** Keeps deployments made while the org ran, so that the next start brings them back. One file each, in order. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from '../metadata/component.ts';
import type { DeployPlan } from '../metadata/metadata.ts';

interface Kept {
  components: (Omit<Component, 'files'> & { files: [string, string][] })[];
  deleteBefore: DeployPlan['deleteBefore'];
  deleteAfter: DeployPlan['deleteAfter'];
}

export class DeployArchive {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = join(folder, 'deploys');
    mkdirSync(this.#folder, { recursive: true });
  }

  #names(): string[] {
    return existsSync(this.#folder)
      ? readdirSync(this.#folder)
          .filter((name) => name.endsWith('.json'))
          .sort()
      : [];
  }

  add({ components, deleteBefore, deleteAfter }: DeployPlan): void {
    const kept: Kept = {
      components: components.map((component) => ({
        ...component,
        files: [...component.files].map(([path, content]) => [path, Buffer.from(content).toString('base64')]),
      })),
      deleteBefore,
      deleteAfter,
    };
    const name = `${String(this.#names().length + 1).padStart(6, '0')}.json`;
    writeFileSync(join(this.#folder, name), JSON.stringify(kept));
  }

  /** Oldest first. */
  plans(): DeployPlan[] {
    return this.#names().map((name) => {
      const { components, deleteBefore, deleteAfter } = JSON.parse(
        readFileSync(join(this.#folder, name), 'utf8'),
      ) as Kept;
      return {
        components: components.map((component) => ({
          ...component,
          files: new Map(component.files.map(([path, text]) => [path, new Uint8Array(Buffer.from(text, 'base64'))])),
        })),
        ...(deleteBefore ? { deleteBefore } : {}),
        ...(deleteAfter ? { deleteAfter } : {}),
      };
    });
  }
}
