import { type Child, type ChildOptions, startChild } from './children.ts';

/** A process that is started again when it dies without being asked to: what systemd or Kubernetes does in production. */
export interface Supervised {
  readonly pid: number;
  readonly restarts: number;
  stop(): Promise<void>;
}

const PAUSE = 250;
/** Dying this often in a row without ever being ready means that it cannot run: say why and give up. */
const PATIENCE = 5;

/**
 * @param ready resolves when the process can work; called after every start
 * @param onGiveUp called when it cannot be kept running
 */
export async function supervise(
  options: ChildOptions,
  ready: (child: Child) => Promise<void>,
  onEvent: (words: string) => void,
  onGiveUp: (reason: string) => void,
): Promise<Supervised> {
  let child = startChild(options);
  let restarts = 0;
  let failures = 0;
  let isStopping = false;
  try {
    await ready(child);
  } catch (error) {
    await child.stop();
    throw error;
  }

  const watch = () => {
    const watched = child;
    watched.process.once('close', (code, signal) => {
      if (isStopping) return;
      onEvent(`${options.name} (pid ${watched.pid}) ended with ${signal ?? `code ${code}`}, starting it again`);
      setTimeout(() => void restart(), PAUSE);
    });
  };
  const restart = async () => {
    if (isStopping) return;
    restarts++;
    child = startChild(options);
    watch();
    try {
      await ready(child);
      failures = 0;
      onEvent(`${options.name} is back, pid ${child.pid}`);
    } catch (error) {
      if (++failures >= PATIENCE) {
        isStopping = true;
        onGiveUp(`${options.name} cannot be kept running: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  watch();
  return {
    get pid() {
      return child.pid;
    },
    get restarts() {
      return restarts;
    },
    async stop() {
      isStopping = true;
      await child.stop();
    },
  };
}
