/** The commands. */
import { Command } from 'commander';
import { serveCommand } from './serve.ts';
import { testCommand } from './test.ts';

export async function run(): Promise<void> {
  const program = new Command('org-emulator').description('A Salesforce org on this machine');
  program.addCommand(testCommand());
  program.addCommand(serveCommand());
  await program.parseAsync();
}
