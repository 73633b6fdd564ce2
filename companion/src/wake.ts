/** A bell: whoever waits goes on when it rings, after a while, or when all is over. */
export interface Bell {
  ring(): void;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function makeBell(): Bell {
  let hasRung = false;
  let release: (() => void) | undefined;
  return {
    ring() {
      hasRung = true;
      release?.();
    },
    async wait(milliseconds, signal) {
      if (!hasRung && !signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>();
        release = resolve;
        const timer = setTimeout(resolve, milliseconds);
        const stop = () => resolve();
        signal.addEventListener('abort', stop, { once: true });
        await promise;
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        release = undefined;
      }
      hasRung = false;
    },
  };
}
