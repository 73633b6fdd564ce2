#!/usr/bin/env node
/** `storebridge serve`: the companion as a service. */
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { CompanionError } from '../errors.ts';
import { serve } from '../serve.ts';

const program = new Command('storebridge')
  .description('Shopify and Salesforce telling the same story')
  .version('0.1.0');

program
  .command('serve')
  .description('receive webhooks and keep the org up to date until SIGTERM')
  .action(async () => {
    const ending = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
    const { done } = await serve(readConfig(process.env), ending.signal);
    await done;
  });

program
  .command('check-config')
  .description('say whether the environment is a valid configuration')
  .action(() => {
    const { stores, org } = readConfig(process.env);
    console.log(`${stores.length} store(s) → ${org.url}`);
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof CompanionError ? error.message : error);
  process.exitCode = 1;
}
