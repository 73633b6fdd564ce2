/** `org-emulator serve DIR…`: an org until SIGTERM. */
import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { Command } from 'commander';
import type { RunningOrg } from './start.ts';

interface Options {
  port: string;
  pubsubPort: string;
  pubsubTlsPort: string;
  controlPort: string;
  deploy: string[];
  shape?: string;
  orgShape?: string;
  data?: string;
  namespace?: string;
  jwtKey?: string;
}

const repeat = (value: string, list: string[]): string[] => [...list, value];

export function serveCommand(): Command {
  return new Command('serve')
    .description('run an org; prints one line of JSON when it is ready')
    .argument('[dirs...]', 'source folders, deployed in this order')
    .option('--port <port>', 'REST, SOAP and pages', '0')
    .option('--pubsub-port <port>', 'Pub/Sub API, plaintext', '0')
    .option('--pubsub-tls-port <port>', 'Pub/Sub API, TLS', '0')
    .option('--control-port <port>', 'faults and insights for tests', '0')
    .option('--deploy <dir>', "a source folder of the org's own, deployed after them (repeatable)", repeat, [])
    .option('--shape <file>', 'JSON file of optional org features')
    .option('--org-shape <file>', 'the same')
    .option('--data <dir>', 'keep records and events in this folder')
    .option('--namespace <ns>', 'install the source folders as one managed package under this namespace')
    .option('--jwt-key <file>', 'public key or certificate (PEM) that JWT logins must be signed with')
    .option('--json', 'accepted for symmetry: the first line is always JSON')
    .action(serve);
}

async function serve(dirs: string[], options: Options): Promise<void> {
  // Loaded here, not above: tests need no servers.
  const { DeployFailed, startOrg } = await import('./start.ts');
  const shapeFile = options.shape ?? options.orgShape;
  let running: RunningOrg;
  try {
    running = await startOrg({
      sourceDirs: dirs,
      subscriberDirs: options.deploy,
      port: Number(options.port),
      pubsubPort: Number(options.pubsubPort),
      pubsubTlsPort: Number(options.pubsubTlsPort),
      controlPort: Number(options.controlPort),
      ...(shapeFile ? { shape: JSON.parse(readFileSync(shapeFile, 'utf8')) as Record<string, unknown> } : {}),
      ...(options.data ? { dataDir: options.data } : {}),
      ...(options.namespace ? { namespace: options.namespace } : {}),
      ...(options.jwtKey ? { jwtKey: readFileSync(options.jwtKey, 'utf8') } : {}),
    });
  } catch (error) {
    if (!(error instanceof DeployFailed)) throw error;
    console.error(error.message);
    process.exitCode = 2;
    return;
  }
  const { url, accessToken, username, apiVersion, pubsub, pubsubTls, control, orgId } = running;
  console.log(JSON.stringify({ url, accessToken, username, apiVersion, pubsub, pubsubTls, control, orgId }));
  // Whoever ends this process by force leaves the next one its compiled code, too.
  setTimeout(flushCompileCache, 1_000).unref();
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    await running.stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}
