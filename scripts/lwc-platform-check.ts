/**
 * Compiles every Lightning component as the platform would on deploy (Salesforce's own compiler), and checks that what the
 * components refer to is in the project: Apex methods, custom labels, other components.
 *
 *   node scripts/lwc-platform-check.ts
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '..', 'force-app', 'main', 'default');
const COMPONENTS = join(PROJECT, 'lwc');
const API_VERSION = '66.0';

interface Diagnostic {
  level: number;
  message: string;
  filename?: string;
  location?: { line: number; column: number };
}

interface Reference {
  type: string;
  id: string;
}

interface Compiled {
  success?: boolean;
  diagnostics?: Diagnostic[];
  results?: { diagnostics?: Diagnostic[]; references?: Reference[]; metadata?: unknown }[];
}

type Compile = (input: Record<string, unknown>) => Promise<Compiled>;
const { compile } = createRequire(import.meta.url)('@lwc/sfdc-lwc-compiler') as { compile: Compile };

function sources(name: string): Record<string, string> {
  const folder = join(COMPONENTS, name);
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map((entry) => [entry.name, readFileSync(join(folder, entry.name), 'utf8')]));
}

/** `@salesforce/…` and `c/…` imports of a bundle's sources. */
function imports(files: Record<string, string>): string[] {
  const code = Object.entries(files).filter(([name]) => name.endsWith('.js'));
  return code.flatMap(([, text]) =>
    [...text.matchAll(/from '(@salesforce\/[^']+|c\/[^']+)'/g)].map((match) => match[1] ?? ''),
  );
}

function apexSources(folder = join(PROJECT, 'classes')): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const classes = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.cls'));
  return new Map(
    classes.map((entry) => [entry.name.slice(0, -4), readFileSync(join(entry.parentPath, entry.name), 'utf8')]),
  );
}

/** What an import needs to be in the project for it; undefined = all is there. */
function missing(reference: string, apex: Map<string, string>, labels: string): string | undefined {
  const [, kind, name = ''] = /^@salesforce\/(apex|label)\/(.+)$/.exec(reference) ?? [];
  if (kind === 'label' && !labels.includes(`<fullName>${name.replace(/^c\./, '')}</fullName>`))
    return `no custom label ${name}`;
  if (kind === 'apex') {
    const [className = '', method = ''] = name.split('.');
    const isThere = new RegExp(`@AuraEnabled[^;{}]*\\bstatic\\b[^;{}]*\\b${method}\\s*\\(`, 'i').test(
      apex.get(className) ?? '',
    );
    return isThere ? undefined : `no @AuraEnabled method ${name}`;
  }
  const component = /^c\/(\w+)$/.exec(reference)?.[1];
  return component && !existsSync(join(COMPONENTS, component)) ? `no component c/${component}` : undefined;
}

async function check(name: string, apex: Map<string, string>, labels: string): Promise<string[]> {
  const files = sources(name);
  const result = await compile({
    bundle: {
      type: 'platform',
      namespace: 'c',
      name,
      namespaceMapping: {},
      files: Object.fromEntries(Object.entries(files).filter(([file]) => !file.endsWith('-meta.xml'))),
    },
    outputConfigs: [{ minify: false, format: 'amd' }],
    apiVersion: API_VERSION,
  } as never);
  const diagnostics = [
    ...(result.diagnostics ?? []),
    ...(result.results ?? []).flatMap((one) => one.diagnostics ?? []),
  ];
  const errors = diagnostics.filter((one) => one.level <= 1);
  const words = errors.map((one) => `${name}/${one.filename ?? ''}:${one.location?.line ?? 0} ${one.message}`);
  if (result.success === false && words.length === 0)
    words.push(`${name}: the compiler refused it without a diagnostic`);
  const absent = imports(files).map((reference) => missing(reference, apex, labels));
  return [...words, ...absent.filter((one) => one !== undefined).map((one) => `${name}: ${one}`)];
}

const labelFile = join(PROJECT, 'labels', 'CustomLabels.labels-meta.xml');
const labels = existsSync(labelFile) ? readFileSync(labelFile, 'utf8') : '';
const apex = apexSources();
const names = readdirSync(COMPONENTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const errors: string[] = [];
for (const { name } of names) errors.push(...(await check(name, apex, labels)));
for (const error of errors) console.error(error);
console.log(`${names.length} components compiled, ${errors.length} errors`);
process.exitCode = errors.length === 0 && names.length > 0 ? 0 : 1;
