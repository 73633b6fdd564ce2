/** System.StaticResourceCalloutMock and MultiStaticResourceCalloutMock: answers from deployed static resources. */
import { current } from '../../transaction/transaction.ts';
import { ApexBlob } from '../runtime/blob.ts';
import { apexError } from '../runtime/exceptions.ts';
import { definePlatformType } from './define.ts';
import { HttpResponseValue, type HttpRequestValue } from './http.ts';
import { argument } from './support.ts';

/** @throws CalloutException when there is no such resource */
function contentOf(resource: string): ApexBlob {
  const component = current().org.metadata.component('StaticResource', resource);
  const content = component && [...component.files].find(([path]) => !path.endsWith('-meta.xml'))?.[1];
  if (!content) throw apexError('System.CalloutException', `Static resource not found: ${resource}`);
  return new ApexBlob(content);
}

/** `respond` is what `Http.send` calls. */
class ResourceMock {
  readonly $type: string;
  readonly resources = new Map<string, string>();
  readonly headers = new Map<string, string>();
  status = 'OK';
  statusCode = 200;
  constructor(type: string) {
    this.$type = type;
  }

  respond(request: HttpRequestValue): HttpResponseValue {
    const resource = this.resources.get('') ?? this.resources.get(request.endpoint ?? '');
    if (resource === undefined)
      throw apexError('System.CalloutException', `No static resource for endpoint ${request.endpoint}`);
    const response = new HttpResponseValue();
    response.body = contentOf(resource);
    response.status = this.status;
    response.statusCode = this.statusCode;
    for (const [name, value] of this.headers) response.headers.set(name, value);
    return response;
  }
}

for (const name of ['System.StaticResourceCalloutMock', 'System.MultiStaticResourceCalloutMock']) {
  definePlatformType({
    name,
    constructors: { '()': () => new ResourceMock(name) },
    instance: {
      'setStaticResource(String)': (mock: ResourceMock, resource: string) =>
        void mock.resources.set('', argument(resource)),
      'setStaticResource(String,String)': (mock: ResourceMock, endpoint: string, resource: string) =>
        void mock.resources.set(argument(endpoint), argument(resource)),
      'setHeader(String,String)': (mock: ResourceMock, header: string, value: string) =>
        void mock.headers.set(argument(header), value),
      'setStatus(String)': (mock: ResourceMock, status: string) => {
        mock.status = argument(status);
      },
      'setStatusCode(Integer)': (mock: ResourceMock, code: number) => {
        mock.statusCode = argument(code);
      },
    },
  });
}
