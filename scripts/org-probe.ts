/**
 * `npm run org-probe -- TARGET_ORG`: asks a real org the questions of `org-probe/questions.ts` and writes the transcript to
 * `docs/org-probe/<org id>.json`; `scripts/test/org-probe.test.ts` holds the emulator against every transcript there is.
 *
 * TARGET_ORG is an alias or username the `sf` CLI is logged in to. Nothing is kept in the org: each question is anonymous Apex that
 * ends in an exception. No transcript has been taken yet; docs/unverified.md says so.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Org } from '@salesforce/core';
import { ask } from './org-probe/ask.ts';
import { QUESTIONS } from './org-probe/questions.ts';

const target = process.argv[2];
if (!target) {
  console.error('usage: npm run org-probe -- TARGET_ORG');
  process.exit(2);
}
const org = await Org.create({ aliasOrUsername: target });
const connection = org.getConnection();
await org.refreshAuth();
const { instanceUrl, accessToken } = connection;
if (!accessToken) throw new Error(`no access token for ${target}: log in with sf org login`);

const answers: Record<string, string> = {};
for (const question of QUESTIONS) {
  answers[question.id] = await ask({ instanceUrl, accessToken }, question);
  console.log(`${question.id}: ${answers[question.id]}`);
}
const folder = join(import.meta.dirname, '..', 'docs', 'org-probe');
mkdirSync(folder, { recursive: true });
const transcript = { takenAt: new Date().toISOString(), apiVersion: connection.getApiVersion(), answers };
writeFileSync(join(folder, `${org.getOrgId()}.json`), `${JSON.stringify(transcript, null, 2)}\n`);
