/** What a person at the terminal sees; all of it on standard error, so that standard output stays one line of JSON. */

export interface Progress {
  /** Runs a step, with a spinner where there is a terminal, and says how long it took. */
  step<T>(words: string, action: () => Promise<T>): Promise<T>;
  say(words: string): void;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return {
    say: (words) => void stream.write(`${words}\n`),
    async step(words, action) {
      const start = performance.now();
      let frame = 0;
      const draw = () => stream.write(`\r${FRAMES[frame++ % FRAMES.length]} ${words} … ${seconds(start)} `);
      const timer = stream.isTTY ? setInterval(draw, 100) : undefined;
      try {
        const result = await action();
        stream.write(`${stream.isTTY ? '\r\x1b[K' : ''}✓ ${words} (${seconds(start)})\n`);
        return result;
      } catch (error) {
        stream.write(`${stream.isTTY ? '\r\x1b[K' : ''}✗ ${words} (${seconds(start)})\n`);
        throw error;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

export const silent: Progress = { step: (_words, action) => action(), say: () => undefined };
