/** `npm run bench [-- NAME…]`: acceptance, publish, system, apex, rows, people. All on loopback, all emulated: the org behind it is the emulator. */

// Each is loaded when its turn comes: `publish` says which certificate to trust before anything has loaded gRPC.
const ALL: Record<string, () => Promise<void>> = {
  publish: async () => (await import('./publish/run.ts')).benchPublish(),
  acceptance: async () => (await import('./acceptance/run.ts')).benchAcceptance(),
  system: async () => (await import('./system/run.ts')).benchSystem(),
  apex: async () => (await import('./apex/run.ts')).benchApex(),
  rows: async () => (await import('./rows/run.ts')).benchRows(),
  people: async () => (await import('./people/run.ts')).benchPeople(),
};

const names = process.argv.slice(2);
for (const [name, run] of Object.entries(ALL)) {
  if (names.length === 0 || names.includes(name)) await run();
}
// Not all peers let go of their connections.
process.exit();
