/** Which resource answers a path under `/services/data/vXX.X`. */
import { actions } from './actions.ts';
import { type ApiContext, type ApiRequest, type ApiResponse, ok, segments } from './api.ts';
import { collections, tree } from './collections.ts';
import { batch, composite, graphs } from './composite.ts';
import { notEmulated } from './errors.ts';
import { jobs } from './jobs.ts';
import { limits, recordCounts } from './limits.ts';
import { identityUrl } from './oauth.ts';
import { query, queryMore } from './query.ts';
import { parameterizedSearch, search } from './searches.ts';
import { sobjects } from './sobjects.ts';
import { tooling } from './tooling/resources.ts';
import { deployRequest } from './metadata/rest.ts';

export function dispatch(context: ApiContext, request: ApiRequest): ApiResponse {
  const [first, second, ...rest] = segments(request.path);
  switch (first) {
    case undefined:
      return ok(resourceList(context, request));
    case 'query':
      if (request.query.has('explain')) throw notEmulated('query plans (explain)');
      return second ? queryMore(context, request, second) : query(context, request);
    case 'queryAll':
      return second ? queryMore(context, request, second) : query(context, request, { allRows: true });
    case 'search':
      return search(context, request);
    case 'parameterizedSearch':
      return parameterizedSearch(context, request);
    case 'sobjects':
      return sobjects(context, request);
    case 'composite':
      if (second === undefined) return composite(context, request, dispatch);
      if (second === 'batch') return batch(context, request, dispatch);
      if (second === 'graph') return graphs(context, request, dispatch);
      if (second === 'sobjects') return collections(context, request);
      if (second === 'tree') return tree(context, request);
      break;
    case 'limits':
      return second === 'recordCount' ? recordCounts(context, request) : limits(context);
    case 'jobs':
      return jobs(context, request, second ?? '', rest);
    case 'tooling':
      return tooling(context, request);
    case 'metadata':
      if (second === 'deployRequest') return deployRequest(context, request, rest[0]);
      break;
    case 'recent':
      return ok([]);
    case 'actions':
      return actions(context, request, second === undefined ? [] : [second, ...rest]);
  }
  throw notEmulated(`${request.method} ${request.path}`);
}

function resourceList(context: ApiContext, { version, user }: ApiRequest): Record<string, string> {
  const names = [
    'tooling',
    'metadata',
    'sobjects',
    'query',
    'queryAll',
    'search',
    'parameterizedSearch',
    'limits',
    'composite',
    'jobs',
    'recent',
    'actions',
  ];
  const base = `/services/data/v${version}`;
  return {
    ...Object.fromEntries(names.map((name) => [name, `${base}/${name}`])),
    identity: identityUrl(context, user),
  };
}
