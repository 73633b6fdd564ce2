/** `npm run bench [-- NAME…]`: acceptance, publish, system. All on loopback, all emulated: the org behind it is the emulator. */
import { benchAcceptance } from './acceptance/run.ts';

const ALL: Record<string, () => Promise<void>> = { acceptance: benchAcceptance };

const names = process.argv.slice(2);
for (const [name, run] of Object.entries(ALL)) {
  if (names.length === 0 || names.includes(name)) await run();
}
