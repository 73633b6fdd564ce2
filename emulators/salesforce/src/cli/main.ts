#!/usr/bin/env node
/** `org-emulator`: the command line of the org. */
import { Command } from 'commander';
import { serveCommand } from './serve.ts';
import { testCommand } from './test.ts';

const program = new Command('org-emulator').description('A Salesforce org on this machine');
program.addCommand(testCommand());
program.addCommand(serveCommand());
await program.parseAsync();
