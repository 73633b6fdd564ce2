/** The commands. */
import { Command } from 'commander';
import { libraryCommand } from './library.ts';
import { serveCommand } from './serve.ts';
import { testCommand } from './test.ts';

export async function run(): Promise<void> {
  const program = new Command('org-emulator').description('A Salesforce org on this machine');
  program.addCommand(testCommand());
  program.addCommand(serveCommand());
  program.addCommand(libraryCommand());
  await program.parseAsync();
}
