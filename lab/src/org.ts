import { join } from 'node:path';
import { startChild } from './children.ts';
import type { LabOptions } from './options.ts';
import { prefixFolder } from './subscriber-source.ts';

/** The org, as everybody outside knows it. */
export interface RunningOrg {
  url: string;
  accessToken: string;
  apiVersion: string;
  username: string;
  /** `host:port` of the Pub/Sub API. */
  pubsub: string;
  /** Base address of the emulator's own control calls. */
  control: string;
  stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = join(ROOT, 'emulators', 'salesforce', 'src', 'cli', 'main.ts');
const READY_WITHIN = 120_000;

const PACKAGE = join(ROOT, 'force-app');
const POST_INSTALL = join(ROOT, 'unpackaged', 'post-install');

/** What an admin deploys after installing the package; with a namespace, as it has to be written then. Others' folders stay as they are. */
function subscriberFolders({ namespace, deploy }: LabOptions, folder: string): string[] {
  const postInstall =
    namespace === '' ? POST_INSTALL : prefixFolder(POST_INSTALL, join(folder, 'post-install'), namespace, PACKAGE);
  return [postInstall, ...deploy];
}

/** The first line of the emulator is one JSON object with its addresses. */
function readReady(line: string): Omit<RunningOrg, 'stop'> | undefined {
  if (!line.startsWith('{')) return undefined;
  const { url, accessToken, apiVersion, username, pubsub, control } = JSON.parse(line) as Omit<RunningOrg, 'stop'>;
  return { url, accessToken, apiVersion, username, pubsub, control: control ?? url };
}

/** Starts the org in a process of its own, so that its work never delays a store or the lab. */
export async function startOrgProcess(
  options: LabOptions,
  folder: string,
  onEnd: (reason: string) => void,
): Promise<RunningOrg> {
  const args = [MAIN, 'serve', PACKAGE, '--json'];
  for (const each of subscriberFolders(options, folder)) args.push('--deploy', each);
  if (options.data !== undefined) args.push('--data', join(folder, 'org'));
  if (options.orgShape !== undefined) args.push('--org-shape', options.orgShape);
  if (options.namespace !== '') args.push('--namespace', options.namespace);
  const child = startChild({ name: 'org', args, env: {}, logFile: join(folder, 'org.log') });
  let isStopping = false;
  child.process.once('close', (code, signal) => {
    if (!isStopping) onEnd(`the org ended with ${signal ?? `code ${code}`}\n${child.words()}`);
  });
  const stop = async () => {
    isStopping = true;
    await child.stop();
  };
  try {
    return { ...(await child.line(readReady, READY_WITHIN)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
