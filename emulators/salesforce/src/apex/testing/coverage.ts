/** Line coverage of classes and triggers. */
import type { CoverageUnit } from '../runtime/coverage-unit.ts';
import type { Program } from '../runtime/program.ts';

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
  for (const unit of program.coverage) if (unit.isLinked) unit.counters.fill(0);
}

/** Lines of a class or trigger that ran in one test. */
export interface CoveredLines {
  name: string;
  kind: 'class' | 'trigger';
  lines: number[];
}

/** The counters as they are now; undefined where nothing has run yet. */
export function markCoverage(program: Program): (Uint32Array | undefined)[] {
  return program.coverage.map((unit) => (unit.isLinked ? unit.counters.slice() : undefined));
}

export function coveredSince(program: Program, mark: (Uint32Array | undefined)[]): CoveredLines[] {
  return program.coverage.flatMap((covered, unit) => {
    if (!covered.isLinked) return [];
    const { name, kind, lines, counters } = covered;
    const ran = lines.filter((_line, index) => counters[index] !== (mark[unit]?.[index] ?? 0));
    return ran.length > 0 ? [{ name, kind, lines: [...new Set(ran)] }] : [];
  });
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
