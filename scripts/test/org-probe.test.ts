/** The emulator answers every probe question, and as the transcripts of real orgs do, as far as there are any. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ask, type OrgAddress } from '../org-probe/ask.ts';
import { QUESTIONS } from '../org-probe/questions.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const TRANSCRIPTS = join(ROOT, 'docs', 'org-probe');

let emulator: ChildProcess;
let folder: string;
let org: OrgAddress;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'org-probe-'));
  emulator = spawn('node', [join(ROOT, 'emulators', 'salesforce', 'src', 'cli', 'main.ts'), 'serve', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: emulator.stdout as NodeJS.ReadableStream }), 'line')) as [string];
  const { url, accessToken } = JSON.parse(line) as { url: string; accessToken: string };
  org = { instanceUrl: url, accessToken };
}, 60_000);

afterAll(async () => {
  emulator.kill('SIGTERM');
  await once(emulator, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

test.each(QUESTIONS)('$id: $asks', async (question) => {
  const answer = await ask(org, question);
  expect(answer).not.toMatch(/^compile error|NotEmulated/);

  const files = existsSync(TRANSCRIPTS) ? readdirSync(TRANSCRIPTS).filter((name) => name.endsWith('.json')) : [];
  for (const file of files) {
    const { answers } = JSON.parse(readFileSync(join(TRANSCRIPTS, file), 'utf8')) as {
      answers: Record<string, string>;
    };
    expect({ file, answer }).toEqual({ file, answer: answers[question.id] });
  }
});
