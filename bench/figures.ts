/** Every figure of the benchmark is a ratio to a floor of the same run, or a count: absolute times of a shared machine mean little. */

export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}

export function median(values: number[]): number {
  return percentile(values, 50);
}

export function report(name: string, value: number, unit: string): void {
  console.log(`${name.padEnd(60)} ${value.toFixed(value < 0.01 ? 4 : 2).padStart(9)} ${unit}`);
}
