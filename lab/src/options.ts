import { Command, InvalidArgumentError } from 'commander';

/** What `npm run demo -- …` was asked for. */
export interface LabOptions {
  /** Print one line of JSON and serve; play nothing. */
  headless: boolean;
  stores: number;
  companions: number;
  /** More metadata for the org, deployed after the package; source or metadata format. */
  deploy: string[];
  /** JSON file of optional features: `{"personAccounts": true, …}`. */
  orgShape: string | undefined;
  /** Keeps the state of org and inbox between runs; without it everything is forgotten at the end. */
  data: string | undefined;
  namespace: string;
  inbox: 'sqlite' | 'postgres';
  /** Empties `--data` first. */
  wipe: boolean;
  /** Speed of Shopify's retry clock; 1 is real time. */
  clockScale: number;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 50)
    throw new InvalidArgumentError('a whole number from 1 to 50');
  return value;
}

function scale(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('a number above 0, at most 1');
  return value;
}

function engine(text: string): LabOptions['inbox'] {
  if (text !== 'sqlite' && text !== 'postgres') throw new InvalidArgumentError('sqlite or postgres');
  return text;
}

/** @param argv arguments after the script's name; a wrong one ends the process with a message and code 1 */
export function readOptions(argv: string[]): LabOptions {
  const command = new Command('demo')
    .description('Runs the whole system on this machine: an org, the companion, and Shopify stores.')
    .option('--headless', 'print one line of JSON when everything is ready, play nothing', false)
    .option('--stores <n>', 'how many stores', count, 1)
    .option('--companions <n>', 'how many companions (more than one needs --inbox postgres)', count, 1)
    .option(
      '--deploy <dir>',
      'more metadata for the org (repeatable)',
      (dir: string, dirs: string[]) => [...dirs, dir],
      [] as string[],
    )
    .option('--org-shape <file>', 'JSON file of optional org features')
    .option('--data <dir>', 'keep state between runs in this folder')
    .option('--namespace <ns>', 'install the package under a namespace prefix', '')
    .option('--inbox <engine>', 'sqlite or postgres', engine, 'sqlite' as const)
    .option('--wipe', 'empty the --data folder first', false)
    .option('--clock-scale <factor>', "speed of Shopify's retry clock: 0.001 makes four hours 14 seconds", scale, 1);
  const options = command.parse(argv, { from: 'user' }).opts<LabOptions>();
  if (options.companions > 1 && options.inbox === 'sqlite')
    command.error('error: several companions share a PostgreSQL inbox: add --inbox postgres');
  if (options.wipe && options.data === undefined) command.error('error: --wipe empties the folder of --data: name one');
  return options;
}
