/** Anonymous Apex over SOAP, with its debug log in the header. */
import type { OrgUser } from '../../security/access.ts';
import type { ApiContext } from '../api.ts';
import { ApiError } from '../errors.ts';
import { runAnonymous } from '../tooling/anonymous.ts';
import type { SoapAnswer } from './soap.ts';
import { element, type Envelope } from './xml.ts';

export function apexOperation(context: ApiContext, { operation, content }: Envelope, user: OrgUser): SoapAnswer {
  if (operation !== 'executeAnonymous') throw new ApiError(501, 'NOT_IMPLEMENTED', `NotEmulated: SOAP ${operation}`);
  const source = String(content.apexcode ?? content.String ?? '');
  const { log, ...result } = runAnonymous(context, source, user);
  return {
    header: `<DebuggingInfo>${element('debugLog', log)}</DebuggingInfo>`,
    body: `<executeAnonymousResponse>${element('result', result)}</executeAnonymousResponse>`,
  };
}
