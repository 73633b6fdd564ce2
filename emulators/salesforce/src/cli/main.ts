#!/usr/bin/env node
/** `org-emulator`: the command line of the org. */
import { Command } from 'commander';
import { testCommand } from './test.ts';

const program = new Command('org-emulator').description('A Salesforce org on this machine');
program.addCommand(testCommand());
await program.parseAsync();
