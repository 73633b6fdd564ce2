/** Chooses among methods or constructors of one name by the static types of the arguments. */
import type { Expression } from '../syntax/ast.ts';
import type { Type } from '../types/type.ts';
import { distance } from '../types/conversion.ts';
import { fitsRow } from './body.ts';

interface Candidate {
  parameters: Type[];
}

export interface Choice<T> {
  chosen: T | undefined;
  isAmbiguous: boolean;
}

/** The nearest candidate. Arguments must be bound; one of unknown type fits everything. */
export function chooseOverload<T extends Candidate>(candidates: T[], parameters: Expression[]): Choice<T> {
  const fitting = candidates
    .filter((candidate) => candidate.parameters.length === parameters.length)
    .map((candidate) => ({ candidate, costs: costs(candidate, parameters) }))
    .filter((entry): entry is { candidate: T; costs: number[] } => entry.costs !== undefined);
  if (fitting.length <= 1) return { chosen: fitting[0]?.candidate, isAmbiguous: false };
  const best = fitting.filter((entry) => fitting.every((other) => other === entry || isNearer(entry, other)));
  if (best.length === 1) return { chosen: best[0]!.candidate, isAmbiguous: false };
  const sum = (entry: { costs: number[] }): number => entry.costs.reduce((total, cost) => total + cost, 0);
  const sorted = [...fitting].sort((left, right) => sum(left) - sum(right));
  const isAmbiguous =
    sum(sorted[0]!) === sum(sorted[1]!) &&
    parameters.some((parameter) => parameter.kind === 'literal' && parameter.literal === 'null');
  return { chosen: sorted[0]!.candidate, isAmbiguous };
}

function costs(candidate: Candidate, parameters: Expression[]): number[] | undefined {
  const result: number[] = [];
  for (const [index, parameter] of parameters.entries()) {
    const wanted = candidate.parameters[index]!;
    const cost = fitsRow(parameter, wanted) ? 4 : distance(parameter.type!, wanted);
    if (cost === undefined) return undefined;
    result.push(cost);
  }
  return result;
}

/** At least as near in every argument, and nearer in one, or its parameters are the narrower ones. */
function isNearer(
  left: { candidate: Candidate; costs: number[] },
  right: { candidate: Candidate; costs: number[] },
): boolean {
  const isNoWorse = left.costs.every((cost, index) => cost <= right.costs[index]!);
  if (!isNoWorse) return false;
  if (left.costs.some((cost, index) => cost < right.costs[index]!)) return true;
  return left.candidate.parameters.every((parameter, index) => {
    const back = distance(right.candidate.parameters[index]!, parameter);
    return distance(parameter, right.candidate.parameters[index]!) !== undefined && (back === undefined || back === 0);
  });
}
