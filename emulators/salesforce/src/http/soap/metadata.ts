/** The Metadata API. */
import type { OrgUser } from '../../security/access.ts';
import type { ApiContext } from '../api.ts';
import { ApiError } from '../errors.ts';
import { cancelDeploy, type DeployOptions, lookAt, quickDeploy, startDeploy } from '../metadata/deploys.ts';
import { describeMetadata, listMetadata } from '../metadata/listing.ts';
import { options } from '../metadata/rest.ts';
import { findRetrieve, retrieveResult, startRetrieve } from '../metadata/retrieves.ts';
import type { SoapAnswer } from './soap.ts';
import { element, type Envelope, nodesOf, textsOf, type XmlNode } from './xml.ts';

export function metadataOperation(context: ApiContext, { operation, content }: Envelope, user: OrgUser): SoapAnswer {
  const answer = (result: unknown): SoapAnswer => ({
    body: `<${operation}Response>${element('result', result)}</${operation}Response>`,
  });
  const text = (name: string): string => String(content[name] ?? '').trim();
  switch (operation) {
    case 'deploy': {
      const zip = Buffer.from(text('ZipFile') || text('zipFile'), 'base64');
      const given = (content.DeployOptions ?? content.deployOptions ?? {}) as XmlNode;
      const { id } = startDeploy(context, zip, deployOptions(given), user);
      return answer({ done: false, id, state: 'Queued' });
    }
    case 'checkDeployStatus':
      return answer(lookAt(context, text('asyncProcessId'), text('includeDetails') === 'true'));
    case 'cancelDeploy': {
      const deploy = cancelDeploy(context, text('id') || text('String'));
      return answer({ done: deploy.completedDate !== undefined, id: deploy.id });
    }
    case 'deployRecentValidation':
      return answer(quickDeploy(context, text('validationId'), user).id);
    case 'retrieve': {
      const { id } = startRetrieve(context, retrieveRequest(content), user);
      return answer({ done: false, id, state: 'Queued' });
    }
    case 'checkRetrieveStatus':
      return answer(retrieveResult(findRetrieve(context, text('asyncProcessId'))));
    case 'listMetadata': {
      const types = nodesOf(content.queries).map((query) => String(query.type));
      return answer(types.flatMap((type) => listMetadata(context.org, type, user)));
    }
    case 'describeMetadata':
      return answer(describeMetadata());
    default:
      throw new ApiError(501, 'NOT_IMPLEMENTED', `NotEmulated: Metadata API ${operation}`);
  }
}

function deployOptions(given: XmlNode): DeployOptions {
  const flag = (name: string, otherwise: boolean): boolean =>
    given[name] === undefined ? otherwise : given[name] === 'true';
  return options({
    checkOnly: flag('checkOnly', false),
    ignoreWarnings: flag('ignoreWarnings', false),
    rollbackOnError: flag('rollbackOnError', true),
    purgeOnDelete: flag('purgeOnDelete', false),
    singlePackage: flag('singlePackage', true),
    ...(typeof given.testLevel === 'string' ? { testLevel: given.testLevel } : {}),
    runTests: textsOf(given.runTests)
      .flatMap((names) => names.split(','))
      .map((name) => name.trim()),
  });
}

function retrieveRequest(content: XmlNode): { types: Map<string, string[]>; version: string } {
  const request = (content.request ?? content.retrieveRequest ?? {}) as XmlNode;
  if (request.packageNames !== undefined)
    throw new ApiError(501, 'NOT_IMPLEMENTED', 'NotEmulated: retrieve of a package');
  const unpackaged = (request.unpackaged ?? {}) as XmlNode;
  const types = nodesOf(unpackaged.types).map((type) => [String(type.name), textsOf(type.members)] as const);
  return { types: new Map(types), version: String(unpackaged.version ?? request.apiVersion ?? '67.0') };
}
