/** Packages into the org, and what became of each component. */
import type { LocalOrg } from '../../org/local-org.ts';
import type { DeployOutcome } from '../../metadata/metadata.ts';
import { readComponents } from '../../metadata/read.ts';
import { OBJECT_PARTS, metadataType } from '../../metadata/types.ts';
import { buildXml, type Element } from '../../metadata/xml.ts';
import { ApiError } from '../errors.ts';
import type { Package } from './zip.ts';

export interface ComponentMessage {
  type: string;
  fullName: string;
  /** Path inside the package: `classes/Foo.cls`. */
  fileName: string;
  id: string | undefined;
  outcome: 'created' | 'changed' | 'unchanged' | 'deleted' | 'failed';
  problem?: string;
  problemType?: 'Error' | 'Warning';
  line?: number | undefined;
  column?: number | undefined;
}

/**
 * Applies a package, all or nothing, or what is well of it.
 * @param keep called with the messages so far while everything is applied and can still be undone; false undoes it
 */
export function applyPackage(
  org: LocalOrg,
  content: Package,
  isPartial: boolean,
  keep: (messages: ComponentMessage[]) => boolean,
): ComponentMessage[] {
  const { components, problems } = readComponents(content.files);
  if (problems.length > 0 && !isPartial) return messagesOf({ applied: [], problems }, false);
  const { deleteBefore, deleteAfter } = content;
  const shown = ({ applied, problems: own }: DeployOutcome): ComponentMessage[] =>
    messagesOf({ applied, problems: [...problems, ...own] }, isPartial).filter((each) => isAsked(each, content));
  const outcome = org.deploy({ components, deleteBefore, deleteAfter, isPartial }, (applied) => keep(shown(applied)));
  return [...shown(outcome), ...missing(org, content, outcome)];
}

/** An object file that only holds fields is no component of its own. */
function isAsked({ type, fullName, outcome }: ComponentMessage, { manifest }: Package): boolean {
  if (type !== 'CustomObject' || outcome === 'failed' || outcome === 'deleted') return true;
  const names = manifest.get('CustomObject') ?? [];
  return names.includes('*') || names.some((name) => name.toLowerCase() === fullName.toLowerCase());
}

/** All that failed; with nothing failed, or where that stays, what was applied. */
function messagesOf({ applied, problems }: DeployOutcome, isPartial: boolean): ComponentMessage[] {
  const failed = problems.map(({ type, fullName, file, message, line, column }) => ({
    type,
    fullName,
    fileName: packageFile(type, fullName, file),
    id: undefined,
    outcome: 'failed' as const,
    problem: problemText(type, message, line, column),
    problemType: 'Error' as const,
    line,
    column,
  }));
  if (failed.length > 0 && !isPartial) return failed;
  const wrong = new Set(failed.map(({ type, fullName }) => `${type}/${fullName}`));
  const well = applied
    .filter(({ type, fullName }) => !wrong.has(`${type}/${fullName}`))
    .map(({ type, fullName, file, id, outcome }) => ({
      type,
      fullName,
      fileName: packageFile(type, fullName, file),
      id,
      outcome,
    }));
  return [...failed, ...well];
}

/** Tools print no place for failures of bundles: it goes into the text. */
function problemText(type: string, message: string, line: number | undefined, column: number | undefined): string {
  return type === 'LightningComponentBundle' && line !== undefined ? `${message} (${line}:${column ?? 1})` : message;
}

/** Components are reported under their main file in metadata format; parts of objects under the object's. */
function packageFile(type: string, fullName: string, file: string): string {
  if (OBJECT_PARTS.some((part) => part.type === type)) return `objects/${fullName.split('.')[0]}.object`;
  return file.replace(/-meta\.xml$/, '');
}

/** What package.xml removes but the org does not have is a warning. */
function missing(org: LocalOrg, content: Package, { applied }: DeployOutcome): ComponentMessage[] {
  const gone = new Set(
    applied.filter((each) => each.outcome === 'deleted').map((each) => `${each.type}/${each.fullName}`),
  );
  return [...content.deleteBefore, ...content.deleteAfter]
    .filter(({ type, fullName }) => !gone.has(`${type}/${fullName}`) && !org.metadata.component(type, fullName))
    .map(({ type, fullName }) => ({
      type,
      fullName,
      fileName: 'destructiveChanges.xml',
      id: undefined,
      outcome: 'failed' as const,
      problem: `No ${type} named: ${fullName} found`,
      problemType: 'Warning' as const,
    }));
}

/** One component from a definition, as the Tooling API creates and changes them. @returns its id. @throws 400 */
export function deployComponent(
  org: LocalOrg,
  type: string,
  fullName: string,
  definition: Record<string, unknown>,
): string {
  const known = metadataType(type);
  if (!known) throw new ApiError(400, 'INVALID_TYPE', `no metadata type ${type}`);
  const path = `${known.folder}/${fullName}.${known.suffix}`;
  const texts = Object.fromEntries(
    Object.entries(definition)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, typeof value === 'object' ? value : String(value)]),
  ) as Element;
  const files = new Map([[path, new TextEncoder().encode(buildXml(type, texts))]]);
  const { components, problems } = readComponents(files);
  const failures = problems.length > 0 ? problems : org.deploy({ components }).problems;
  if (failures.length > 0) throw new ApiError(400, 'FIELD_INTEGRITY_EXCEPTION', failures[0]!.message);
  return org.metadata.component(type, fullName)!.id;
}
