import { command, tail } from './command.ts';
import { type Gate, verdict } from './gate.ts';

function simple(name: string, file: string, args: string[]): Gate {
  return {
    name,
    async run() {
      const { code, output } = await command(file, args);
      return verdict(code === 0, tail(output));
    },
  };
}

export const styleGates: Gate[] = [
  simple('prettier', 'prettier', ['--check', '--log-level', 'warn', '.']),
  simple('eslint', 'eslint', ['--max-warnings', '0', '.']),
  simple('tsc', 'tsc', ['--noEmit']),
  simple('generated types are up to date', 'node', ['scripts/generate-types.ts', '--check']),
];
