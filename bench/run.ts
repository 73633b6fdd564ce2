/** `npm run bench [-- NAME…]`: acceptance, publish, system, apex, rows, people. All on loopback, all emulated: the org behind it is the emulator. */
import { benchAcceptance } from './acceptance/run.ts';
import { benchApex } from './apex/run.ts';
import { benchPeople } from './people/run.ts';
import { benchPublish } from './publish/run.ts';
import { benchRows } from './rows/run.ts';
import { benchSystem } from './system/run.ts';

const ALL: Record<string, () => Promise<void>> = {
  acceptance: benchAcceptance,
  publish: benchPublish,
  system: benchSystem,
  apex: benchApex,
  rows: benchRows,
  people: benchPeople,
};

const names = process.argv.slice(2);
for (const [name, run] of Object.entries(ALL)) {
  if (names.length === 0 || names.includes(name)) await run();
}
// Not all peers let go of their connections.
process.exit();
