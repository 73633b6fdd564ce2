/** When the lab is killed without a chance to clean up, nothing of it stays behind. */
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLab } from './lab.ts';

jest.setTimeout(240_000);

function childrenOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return rows
    .map((row) => row.trim().split(/\s+/).map(Number))
    .flatMap(([own = 0, parent]) => (parent === pid ? [own] : []));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A zombie is dead already; nobody has asked how it ended yet.
  return !execFileSync('ps', ['-A', '-o', 'pid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .some((row) => new RegExp(`^\\s*${pid}\\s+Z`).test(row));
}

it('org and companion end with a lab that was killed', async () => {
  const lab = await startLab();
  const children = childrenOf(lab.pid);
  expect(children).toContain(lab.report.companion.pid);
  expect(children.length).toBeGreaterThanOrEqual(2);
  process.kill(lab.pid, 'SIGKILL');
  for (let tries = 0; tries < 200 && children.some(isAlive); tries++) await sleep(100);
  expect(children.filter(isAlive)).toEqual([]);
});
