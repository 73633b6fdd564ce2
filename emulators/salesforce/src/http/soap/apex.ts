/** Anonymous Apex over SOAP, with its debug log in the header. */
import type { OrgUser } from '../../security/access.ts';
import { CATEGORIES, levelNamed, type LogLevels } from '../../transaction/log-levels.ts';
import type { ApiContext } from '../api.ts';
import { ApiError } from '../errors.ts';
import { runAnonymous } from '../tooling/anonymous.ts';
import type { SoapAnswer } from './soap.ts';
import { element, type Envelope, nodesOf, type XmlNode } from './xml.ts';

export function apexOperation(
  context: ApiContext,
  { operation, header, content }: Envelope,
  user: OrgUser,
): SoapAnswer {
  if (operation !== 'executeAnonymous') throw new ApiError(501, 'NOT_IMPLEMENTED', `NotEmulated: SOAP ${operation}`);
  const source = String(content.apexcode ?? content.String ?? '');
  const { log, ...result } = runAnonymous(context, source, user, levelsAsked(header));
  return {
    header: `<DebuggingInfo>${element('debugLog', log)}</DebuggingInfo>`,
    body: `<executeAnonymousResponse>${element('result', result)}</executeAnonymousResponse>`,
  };
}

/** Of `DebuggingHeader`: categories that are not named say nothing. Its older `debugLevel` means the usual ones. */
function levelsAsked(header: XmlNode): LogLevels | undefined {
  const { DebuggingHeader: asked } = header;
  const categories = typeof asked === 'object' ? nodesOf((asked as XmlNode).categories) : [];
  if (categories.length === 0) return undefined;
  const names = new Map(Object.entries(CATEGORIES).map(([name, category]) => [wordOf(name), category]));
  names.set('db', 'DB');
  return Object.fromEntries(
    categories.flatMap(({ category, level }) => {
      const name = names.get(wordOf(String(category)));
      return name === undefined ? [] : [[name, levelNamed(level) ?? 'NONE']];
    }),
  );
}

/** `Apex_code` and `ApexCode` are the same. */
function wordOf(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
