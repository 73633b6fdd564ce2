/** `/metadata/deployRequest`: the REST form of deploys. */
import { type ApiContext, type ApiRequest, type ApiResponse, created, ok } from '../api.ts';
import { ApiError, notFound } from '../errors.ts';
import {
  cancelDeploy,
  type Deploy,
  type DeployOptions,
  findDeploy,
  lookAt,
  quickDeploy,
  startDeploy,
} from './deploys.ts';
import { readMultipart } from './multipart.ts';

export function deployRequest(context: ApiContext, request: ApiRequest, id: string | undefined): ApiResponse {
  if (id === undefined) {
    if (request.method !== 'POST') throw notFound();
    return created(startJson(start(context, request)));
  }
  const deploy = findDeploy(context, id);
  if (request.method === 'PATCH') cancelDeploy(context, id);
  const includeDetails = request.query.get('includeDetails') === 'true';
  return ok({ id: deploy.id, deployOptions: deploy.options, deployResult: lookAt(context, id, includeDetails) });
}

function startJson(deploy: Deploy): Record<string, unknown> {
  return { id: deploy.id, deployOptions: deploy.options, validatedDeployRequestId: null, deployResult: null };
}

function start(context: ApiContext, request: ApiRequest): Deploy {
  const body = request.body as { validatedDeployRequestId?: string } | undefined;
  if (body?.validatedDeployRequestId) return quickDeploy(context, body.validatedDeployRequestId, request.user);
  const parts = readMultipart(request.bytes, request.headers['content-type'] ?? '');
  const zip = parts.get('file');
  const content = parts.get('entity_content') ?? parts.get('json');
  if (!zip || !content)
    throw new ApiError(400, 'INVALID_MULTIPART_REQUEST', 'The parts file and entity_content are required');
  const { deployOptions } = JSON.parse(content.toString()) as { deployOptions?: Partial<DeployOptions> };
  return startDeploy(context, zip, options(deployOptions ?? {}), request.user);
}

/** Options with the platform's defaults. */
export function options(given: Partial<DeployOptions>): DeployOptions {
  return {
    checkOnly: given.checkOnly ?? false,
    ignoreWarnings: given.ignoreWarnings ?? false,
    rollbackOnError: given.rollbackOnError ?? true,
    purgeOnDelete: given.purgeOnDelete ?? false,
    singlePackage: given.singlePackage ?? true,
    testLevel: given.testLevel ?? undefined,
    runTests: given.runTests ?? [],
  };
}
