/** A real Chromium for the scenarios: it comes from npm and needs no system package. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright, type Page } from 'playwright-core';

/** A system Chromium named by CHROMIUM is used where there is one; else the packed one. */
export async function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? (await chromium.executablePath());
  // The pack brings Open Sans; without fontconfig pointing there the pages would be drawn in whatever the machine has.
  const fonts = join(tmpdir(), 'fonts');
  const env = { ...(process.env as Record<string, string>), ...(existsSync(fonts) ? { FONTCONFIG_PATH: fonts } : {}) };
  return playwright.launch({ executablePath, args: chromium.args, headless: true, env });
}

export interface Violation {
  id: string;
  impact: string;
  help: string;
  nodes: string[];
}

interface AxeResult {
  violations: { id: string; impact: string; help: string; nodes: { html: string }[] }[];
  passes: unknown[];
}

/**
 * Runs axe over the page in an isolated world: there it sees the DOM as the browser has it, not as synthetic shadow shows it to
 * the page's own scripts.
 * @returns violations of impact serious and critical
 */
export async function seriousViolations(page: Page): Promise<Violation[]> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  });
  const source = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
  await session.send('Runtime.evaluate', { contextId, expression: `${source};0` });
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    contextId,
    expression:
      'axe.run(document).then((result) => JSON.stringify({ violations: result.violations, passes: result.passes.map((rule) => rule.id) }))',
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  await session.detach();
  const { violations, passes } = JSON.parse(String(result.value)) as AxeResult;
  // A run that checked nothing would be green too.
  if (passes.length < 10) throw new Error(`axe checked only ${passes.length} rules`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map((node) => node.html.slice(0, 300)) }));
}

/** Errors of the page's own scripts, collected from now on. */
export function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}
