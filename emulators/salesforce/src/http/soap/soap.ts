/** `/services/Soap/{m,s,u,c}`: metadata, anonymous Apex, login. */
import type { Request, RequestHandler, Response } from 'express';
import type { OrgUser } from '../../security/access.ts';
import type { ApiContext } from '../api.ts';
import { ApiError, problemOf } from '../errors.ts';
import { apexOperation } from './apex.ts';
import { login } from './login.ts';
import { metadataOperation } from './metadata.ts';
import { type Envelope, envelope, fault, readEnvelope } from './xml.ts';

export interface SoapAnswer {
  /** XML inside the body. */
  body: string;
  header?: string;
}

const NAMESPACES: Record<string, string> = {
  m: 'http://soap.sforce.com/2006/04/metadata',
  s: 'http://soap.sforce.com/2006/08/apex',
  u: 'urn:partner.soap.sforce.com',
  c: 'urn:enterprise.soap.sforce.com',
};

export function soap(context: ApiContext): RequestHandler {
  return (request: Request, response: Response) => {
    const kind = String(request.params.kind);
    const namespace = NAMESPACES[kind] ?? '';
    response.setHeader('Content-Type', 'text/xml;charset=UTF-8');
    try {
      const read = readEnvelope(Buffer.isBuffer(request.body) ? request.body.toString() : '');
      const { body, header } = answer(context, kind, read);
      response.status(200).end(envelope(namespace, body, header));
    } catch (error) {
      const [problem] = problemOf(error).errors;
      response.status(500).end(fault(namespace, problem!.errorCode, problem!.message));
    }
  };
}

function answer(context: ApiContext, kind: string, read: Envelope): SoapAnswer {
  if ((kind === 'u' || kind === 'c') && read.operation === 'login') return login(context, read);
  const user = sessionUser(context, read);
  if (kind === 'm') return metadataOperation(context, read, user);
  if (kind === 's') return apexOperation(context, read, user);
  if (read.operation === 'logout') return { body: '<logoutResponse/>' };
  throw new ApiError(501, 'NOT_IMPLEMENTED', `NotEmulated: SOAP ${read.operation}`);
}

function sessionUser({ sessions }: ApiContext, { header }: Envelope): OrgUser {
  const session = header.SessionHeader as { sessionId?: string } | undefined;
  const user = sessions.userOf(String(session?.sessionId ?? '').trim());
  if (!user)
    throw new ApiError(401, 'INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
  return user;
}
