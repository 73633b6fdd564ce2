/** Deployments: queued, run after the call has been answered, and looked at until they are done. */
import { NotEmulated } from '../../org/services.ts';
import type { OrgUser } from '../../security/access.ts';
import { makeId } from '../../storage/ids.ts';
import type { ApiContext } from '../api.ts';
import { ApiError, problemOf } from '../errors.ts';
import { timestamp } from '../json.ts';
import { applyPackage, type ComponentMessage } from './apply.ts';
import { ALL_TESTS, run, type RunTestResult, runTestResult, selectTests } from './test-run.ts';
import { readPackage } from './zip.ts';

export interface DeployOptions {
  checkOnly: boolean;
  ignoreWarnings: boolean;
  rollbackOnError: boolean;
  purgeOnDelete: boolean;
  singlePackage: boolean;
  testLevel: string | undefined;
  runTests: string[];
}

type Status = 'Pending' | 'InProgress' | 'Succeeded' | 'SucceededPartial' | 'Failed' | 'Canceled';

export interface Deploy {
  id: string;
  options: DeployOptions;
  zip: Uint8Array;
  status: Status;
  user: OrgUser;
  createdDate: number;
  startDate: number | undefined;
  completedDate: number | undefined;
  messages: ComponentMessage[];
  tests: RunTestResult | undefined;
  errorMessage: string | undefined;
  errorStatusCode: string | undefined;
  /** How it ends, while that is still to be told. */
  outcome: Status | undefined;
}

const deploysByOrg = new WeakMap<object, Map<string, Deploy>>();
let serial = 0;

function deploysOf(context: ApiContext): Map<string, Deploy> {
  let own = deploysByOrg.get(context.org);
  if (!own) deploysByOrg.set(context.org, (own = new Map()));
  return own;
}

/** A broken zip fails the deploy, not the call. */
export function startDeploy(context: ApiContext, zip: Uint8Array, options: DeployOptions, user: OrgUser): Deploy {
  const deploy: Deploy = {
    id: makeId('0Af', ++serial),
    options,
    zip,
    status: 'Pending',
    user,
    createdDate: context.now(),
    startDate: undefined,
    completedDate: undefined,
    messages: [],
    tests: undefined,
    errorMessage: undefined,
    errorStatusCode: undefined,
    outcome: undefined,
  };
  deploysOf(context).set(deploy.id, deploy);
  setImmediate(() => perform(context, deploy));
  return deploy;
}

/** Deploys what a validation has tried, without running its tests again. */
export function quickDeploy(context: ApiContext, validationId: string, user: OrgUser): Deploy {
  const validation = findDeploy(context, validationId);
  if (!validation.options.checkOnly || (validation.outcome ?? validation.status) !== 'Succeeded' || !validation.tests) {
    throw new ApiError(400, 'INVALID_ID_FIELD', `The validation ${validationId} cannot be deployed quickly`);
  }
  return startDeploy(
    context,
    validation.zip,
    { ...validation.options, checkOnly: false, testLevel: 'NoTestRun', runTests: [] },
    user,
  );
}

/** @throws 404 */
export function findDeploy(context: ApiContext, id: string): Deploy {
  const deploy = [...deploysOf(context).values()].find((each) => each.id.slice(0, 15) === id.slice(0, 15));
  if (!deploy) throw new ApiError(404, 'INVALID_CROSS_REFERENCE_KEY', `no deploy job with id ${id}`);
  return deploy;
}

export function cancelDeploy(context: ApiContext, id: string): Deploy {
  const deploy = findDeploy(context, id);
  if (deploy.status === 'Pending') finish(context, deploy, 'Canceled');
  return deploy;
}

function finish(context: ApiContext, deploy: Deploy, status: Status): void {
  if (deploy.completedDate !== undefined) return;
  deploy.status = status;
  deploy.completedDate = context.now();
}

function perform(context: ApiContext, deploy: Deploy): void {
  if (deploy.status !== 'Pending') return;
  deploy.status = 'InProgress';
  deploy.startDate = context.now();
  try {
    end(context, deploy, attempt(context, deploy));
  } catch (error) {
    const [problem] = problemOf(error).errors;
    deploy.errorStatusCode = problem!.errorCode;
    deploy.errorMessage = problem!.message;
    // Tools print failures of components only, so the failure of the whole is one, too.
    deploy.messages.push(failureOfAll(problem!.message));
    finish(context, deploy, 'Failed');
  }
}

/**
 * With tests a deploy is seen once more in progress, with their results, before it is done: tools show failed tests while they watch
 * (in CI only then), and here all tests run between two looks.
 */
function end(context: ApiContext, deploy: Deploy, status: Status): void {
  if (!deploy.tests) return finish(context, deploy, status);
  deploy.outcome = status;
  setTimeout(() => finish(context, deploy, status), UNSEEN).unref();
}

/** How long the results of a deploy's tests wait for somebody to look. */
const UNSEEN = 3_000;

function failureOfAll(problem: string): ComponentMessage {
  return {
    type: '',
    fullName: 'package.xml',
    fileName: 'package.xml',
    id: undefined,
    outcome: 'failed',
    problem,
    problemType: 'Error',
  };
}

function attempt(context: ApiContext, deploy: Deploy): Status {
  const { options } = deploy;
  const isPartial = !options.rollbackOnError;
  if (options.testLevel === 'RunRelevantTests') throw new NotEmulated('test level RunRelevantTests');
  const wantsTests =
    deploy.options.runTests.length > 0 ||
    /^(RunLocalTests|RunAllTestsInOrg|RunSpecifiedTests)$/.test(options.testLevel ?? '');
  const isError = (message: ComponentMessage): boolean =>
    message.outcome === 'failed' && message.problemType === 'Error';
  const applied = applyPackage(context.org, readPackage(deploy.zip), isPartial, (messages) => {
    deploy.messages = messages;
    if (!isPartial && messages.some(isError)) return false;
    if (wantsTests) runDeployTests(context, deploy);
    const isTested = !deploy.tests || deploy.tests.numFailures === 0;
    return isTested && !options.checkOnly;
  });
  deploy.messages = applied;
  context.bus.kick();
  if ((deploy.tests?.numFailures ?? 0) > 0) return 'Failed';
  if (!applied.some(isError)) return 'Succeeded';
  return isPartial && applied.some((message) => message.outcome !== 'failed') ? 'SucceededPartial' : 'Failed';
}

function runDeployTests({ org }: ApiContext, deploy: Deploy): void {
  const { testLevel, runTests: names } = deploy.options;
  const isSpecified = testLevel === 'RunSpecifiedTests' || (testLevel === undefined && names.length > 0);
  const selection = isSpecified
    ? selectTests(
        org,
        names.map((name) => ({ className: name, methods: [] })),
      )
    : ALL_TESTS;
  const deployed = new Set(deploy.messages.flatMap(({ id }) => id ?? []));
  deploy.tests = runTestResult(org, run(org, selection), true, isSpecified ? deployed : undefined);
}

/** A look at a deploy: the one after its tests shows their results, the next one that it is done. */
export function lookAt(context: ApiContext, id: string, includeDetails: boolean): Record<string, unknown> {
  const deploy = findDeploy(context, id);
  const shown = deployResult(deploy, includeDetails);
  if (deploy.outcome !== undefined) finish(context, deploy, deploy.outcome);
  return shown;
}

/** DeployResult, as SOAP and REST show it. @param includeDetails with the lists of components and tests */
function deployResult(deploy: Deploy, includeDetails: boolean): Record<string, unknown> {
  const { options, messages, tests } = deploy;
  const failures = messages.filter((message) => message.outcome === 'failed' && message.problemType === 'Error');
  const real = messages.filter((message) => message.type !== '');
  const isDone = deploy.completedDate !== undefined;
  const date = (ms: number | undefined): string | undefined =>
    ms === undefined ? undefined : timestamp(ms).replace('+0000', 'Z');
  return {
    checkOnly: options.checkOnly,
    completedDate: date(deploy.completedDate),
    createdBy: deploy.user.id,
    createdByName: deploy.user.name,
    createdDate: date(deploy.createdDate),
    ...(includeDetails ? { details: details(deploy) } : {}),
    done: isDone,
    errorMessage: deploy.errorMessage,
    errorStatusCode: deploy.errorStatusCode,
    id: deploy.id,
    ignoreWarnings: options.ignoreWarnings,
    lastModifiedDate: date(deploy.completedDate ?? deploy.startDate ?? deploy.createdDate),
    numberComponentErrors: failures.length,
    numberComponentsDeployed: real.filter((message) => message.outcome !== 'failed').length,
    numberComponentsTotal: real.length,
    numberTestErrors: tests?.numFailures ?? 0,
    numberTestsCompleted: tests ? tests.numTestsRun - tests.numFailures : 0,
    numberTestsTotal: tests?.numTestsRun ?? 0,
    rollbackOnError: options.rollbackOnError,
    runTestsEnabled: tests !== undefined,
    startDate: date(deploy.startDate),
    status: deploy.status,
    success: deploy.status === 'Succeeded' || deploy.status === 'SucceededPartial',
  };
}

function details(deploy: Deploy): Record<string, unknown> {
  const entries = deploy.messages.map((message) => ({ message, json: messageJson(message, deploy) }));
  const manifest = {
    type: '',
    fullName: 'package.xml',
    fileName: 'package.xml',
    id: undefined,
    outcome: 'changed' as const,
  };
  const successes = entries.filter(({ message }) => message.outcome !== 'failed').map(({ json }) => json);
  const failures = entries.filter(({ message }) => message.outcome === 'failed').map(({ json }) => json);
  const done = deploy.completedDate === undefined ? [] : [messageJson(manifest, deploy)];
  return {
    componentFailures: failures,
    componentSuccesses: [...successes, ...(failures.length === 0 ? done : [])],
    runTestResult: deploy.tests ?? {
      numTestsRun: 0,
      numFailures: 0,
      totalTime: 0,
    },
  };
}

function messageJson(message: ComponentMessage, deploy: Deploy): Record<string, unknown> {
  const { outcome } = message;
  return {
    changed: outcome === 'changed' || outcome === 'created',
    columnNumber: message.column,
    componentType: message.type,
    created: outcome === 'created',
    createdDate: timestamp(deploy.startDate ?? deploy.createdDate).replace('+0000', 'Z'),
    deleted: outcome === 'deleted',
    fileName: message.fileName,
    fullName: message.fullName,
    id: message.id,
    lineNumber: message.line,
    problem: message.problem,
    problemType: message.problemType,
    success: outcome !== 'failed',
    warning: message.problemType === 'Warning',
  };
}
