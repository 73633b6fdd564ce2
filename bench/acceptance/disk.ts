/** What the disk alone takes for one durable write, in a file whose blocks are there already: no inbox can answer sooner. */
import { closeSync, constants, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { percentile } from '../figures.ts';

const WRITES = 300;

/** Median, ms. */
export function durableWrite(folder: string, bytes: number): number {
  const file = join(folder, 'disk');
  writeFileSync(file, Buffer.alloc(WRITES * bytes), { flush: true });
  const descriptor = openSync(file, constants.O_RDWR | constants.O_DSYNC);
  const data = Buffer.alloc(bytes, 1);
  const times = Array.from({ length: WRITES }, (_, at) => {
    const began = performance.now();
    writeSync(descriptor, data, 0, bytes, at * bytes);
    return performance.now() - began;
  });
  closeSync(descriptor);
  return percentile(times, 50);
}
