/** The few REST calls the companion makes, each one request of the daily limit. jsforce carries them. */
import { Connection } from 'jsforce';
import { CompanionError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import type { Session, TokenProvider } from './token.ts';

export interface OrgRest {
  /** Several SOQL queries in one composite request; rows per query, all pages. */
  queries(soql: string[]): Promise<Record<string, unknown>[][]>;
  /** Upserts one record by an external id. */
  upsert(object: string, keyField: string, key: string, fields: Record<string, unknown>): Promise<void>;
  /** 18-character id of the org the session belongs to. */
  organizationId(): Promise<string>;
  /** Id of the running user. */
  userId(): Promise<string>;
}

interface CompositeAnswer {
  compositeResponse: {
    body: { records?: Record<string, unknown>[]; nextRecordsUrl?: string } | { message: string; errorCode: string }[];
    httpStatusCode: number;
  }[];
}

export function makeOrgRest(tokens: TokenProvider, apiVersion: string, metrics: Metrics): OrgRest {
  const base = `/services/data/v${apiVersion}`;

  async function once<T>(session: Session, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<T> {
    const connection = new Connection({
      instanceUrl: session.instanceUrl,
      accessToken: session.accessToken,
      version: apiVersion,
      callOptions: { client: 'storebridge' },
    });
    metrics.apiRequests.inc();
    return connection.request<T>({
      method,
      url: path,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
  }

  /** One request; a refused session is replaced once. */
  async function request<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<T> {
    const session = await tokens.session();
    try {
      return await once<T>(session, method, path, body);
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name !== 'INVALID_SESSION_ID')
        throw new CompanionError(
          'ORG_REQUEST',
          `${method} ${path.split('?')[0]}: ${name}: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
      tokens.expire(session);
    }
    try {
      return await once<T>(await tokens.session(), method, path, body);
    } catch (cause) {
      throw new CompanionError('ORG_AUTH', cause instanceof Error ? cause.message : String(cause), { cause });
    }
  }

  async function rest(rows: Record<string, unknown>[], next: string | undefined): Promise<Record<string, unknown>[]> {
    let path = next;
    while (path) {
      const page = await request<{ records: Record<string, unknown>[]; nextRecordsUrl?: string }>('GET', path);
      rows.push(...page.records);
      path = page.nextRecordsUrl;
    }
    return rows;
  }

  let held: Promise<{ user_id: string; organization_id: string }> | undefined;
  const identity = () => {
    held ??= request<{ user_id: string; organization_id: string }>('GET', '/services/oauth2/userinfo').catch(
      (error) => {
        held = undefined;
        throw error;
      },
    );
    return held;
  };

  return {
    async queries(soql) {
      const compositeRequest = soql.map((text, index) => ({
        method: 'GET',
        url: `${base}/query?q=${encodeURIComponent(text)}`,
        referenceId: `q${index}`,
      }));
      const { compositeResponse } = await request<CompositeAnswer>('POST', `${base}/composite`, {
        allOrNone: false,
        compositeRequest,
      });
      return Promise.all(
        compositeResponse.map(({ body, httpStatusCode }) => {
          if (httpStatusCode !== 200 || Array.isArray(body))
            throw new CompanionError('ORG_REQUEST', JSON.stringify(body));
          return rest(body.records ?? [], body.nextRecordsUrl);
        }),
      );
    },
    async upsert(object, keyField, key, fields) {
      await request('PATCH', `${base}/sobjects/${object}/${keyField}/${encodeURIComponent(key)}`, fields);
    },
    organizationId: async () => (await identity()).organization_id,
    userId: async () => (await identity()).user_id,
  };
}
