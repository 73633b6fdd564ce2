/** Line coverage of classes and triggers. */
import type { CoverageUnit, Program } from '../runtime/program.ts';

export interface Coverage {
  name: string;
  kind: 'class' | 'trigger';
  file: string;
  /** Executable lines. */
  total: number;
  covered: number;
  /** Executions by line. */
  lines: Record<number, number>;
}

export function coverageOf(program: Program): Coverage[] {
  return program.coverage.map(summarise).sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function resetCoverage(program: Program): void {
  for (const unit of program.coverage) unit.counters.fill(0);
}

/** Several statements on a line count once; the line ran if any of them did. */
function summarise(unit: CoverageUnit): Coverage {
  const lines: Record<number, number> = {};
  unit.lines.forEach((line, index) => {
    lines[line] = Math.max(lines[line] ?? 0, unit.counters[index]!);
  });
  const counts = Object.values(lines);
  const covered = counts.filter((count) => count > 0).length;
  return { name: unit.name, kind: unit.kind, file: unit.file, total: counts.length, covered, lines };
}
