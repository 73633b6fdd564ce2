import type { Question } from './questions.ts';

export interface OrgAddress {
  instanceUrl: string;
  accessToken: string;
}

interface AnonymousAnswer {
  compiled: boolean;
  compileProblem: string | null;
  success: boolean;
  exceptionMessage: string | null;
}

const MARK = 'PROBE>';

/** Runs one question and returns its answer; `compile error: …` or the org's exception where it has none. */
export async function ask(org: OrgAddress, question: Question): Promise<string> {
  const source = `${question.apex}\nthrow new IllegalArgumentException('${MARK}' + answer);`;
  const url = new URL(`${org.instanceUrl}/services/data/v67.0/tooling/executeAnonymous/`);
  url.searchParams.set('anonymousBody', source);
  const response = await fetch(url, { headers: { authorization: `Bearer ${org.accessToken}` } });
  if (!response.ok) throw new Error(`${question.id}: HTTP ${response.status} ${await response.text()}`);
  const result = (await response.json()) as AnonymousAnswer;
  if (!result.compiled) return `compile error: ${result.compileProblem}`;
  const message = result.exceptionMessage ?? '';
  const start = message.indexOf(MARK);
  return start < 0 ? `exception: ${message}` : message.slice(start + MARK.length);
}
