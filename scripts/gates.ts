/**
 * `npm test`: runs every gate and prints what each found; the last line is `N passed, N failed, N skipped`.
 *
 *   npm test                 all gates
 *   npm test -- eslint apex  gates whose name contains one of the words
 *
 * Two gates run at a time: most of them leave a core idle while they wait for a process to start.
 */
import { apexGates } from './gates/apex.ts';
import type { Gate, GateResult } from './gates/gate.ts';
import { jestGates, scenarioGates } from './gates/jest.ts';
import { platformGates } from './gates/platform.ts';
import { styleGates } from './gates/style.ts';

async function runGate(gate: Gate): Promise<GateResult> {
  const start = performance.now();
  let result: GateResult;
  try {
    result = await gate.run();
  } catch (error) {
    result = {
      passed: 0,
      failed: 1,
      skipped: 0,
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const mark = result.failed > 0 ? 'FAILED ' : result.skipped > 0 && result.passed === 0 ? 'skipped' : 'ok     ';
  console.log(
    `${mark} ${gate.name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped (${seconds} s)`,
  );
  if (result.detail && (result.failed > 0 || result.passed === 0))
    console.log(result.detail.replace(/^/gm, '        '));
  return result;
}

async function runAll(gates: Gate[], width: number): Promise<GateResult[]> {
  const queue = [...gates];
  const results: GateResult[] = [];
  const worker = async () => {
    for (let gate = queue.shift(); gate; gate = queue.shift()) results.push(await runGate(gate));
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const isWanted = (gate: Gate) => words.length === 0 || words.some((word) => gate.name.toLowerCase().includes(word));

const results = [
  ...(await runAll([...jestGates, ...apexGates, ...platformGates, ...styleGates].filter(isWanted), 2)),
  // Whole systems with a browser: alone on the machine, so that their waits mean something.
  ...(await runAll(scenarioGates.filter(isWanted), 1)),
];
const sum = (key: 'passed' | 'failed' | 'skipped') => results.reduce((total, result) => total + result[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
