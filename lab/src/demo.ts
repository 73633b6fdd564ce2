/** `npm run demo`: see docs/lab.md. */
import { startLab } from './lab.ts';
import { readOptions } from './options.ts';
import { playDay } from './play.ts';
import { terminalProgress } from './progress.ts';
import type { LabReport } from './report.ts';

const options = readOptions(process.argv.slice(2));
const progress = terminalProgress();

function link(report: LabReport, path: string): string {
  return `${report.org.url}/secur/frontdoor.jsp?sid=${encodeURIComponent(report.org.accessToken)}&retURL=${path}`;
}

async function main(): Promise<number> {
  const signal = Promise.withResolvers<undefined>();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => signal.resolve(undefined));
  const starting = startLab(options, progress);
  const lab = await Promise.race([starting, signal.promise]);
  if (!lab) {
    await starting.then((late) => late.stop());
    return 0;
  }
  try {
    if (options.headless) process.stdout.write(`${JSON.stringify(lab.report)}\n`);
    else await show(lab);
    const reason = await Promise.race([signal.promise, lab.failed]);
    progress.say(reason === undefined ? '\nStopping …' : `The lab cannot go on: ${reason}`);
    return reason === undefined ? 0 : 1;
  } finally {
    await lab.stop();
  }
}

async function show({ report, org, shops }: Awaited<ReturnType<typeof startLab>>): Promise<void> {
  progress.say('\nA short day at Maple Goods (Canadian dollars):');
  const contact = await playDay(shops, report.stores[0]?.code ?? '', org, options.namespace, progress);
  progress.say(
    [
      '',
      'Open in a browser:',
      `  Contact with the tab "Shopify Orders"   ${link(report, `/lightning/r/Contact/${contact}/view`)}`,
      `  Sync health                             ${link(report, `/lightning/n/${options.namespace ? `${options.namespace}__` : ''}Shopify_Sync_Health`)}`,
      `  Companion                               ${report.companion.url}/readyz  ${report.companion.url}/metrics`,
      `  Stage directions for the store          ${report.control.shopify}  (docs/lab.md)`,
      '',
      'All of it stays up until Ctrl-C.',
    ].join('\n'),
  );
}

process.exitCode = await main().catch((error: unknown) => {
  progress.say(error instanceof Error ? error.message : String(error));
  return 1;
});
