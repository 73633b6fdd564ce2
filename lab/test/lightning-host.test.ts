/** The Lightning host by itself, in a real browser: what components can do on its pages. The org behind it is of cardboard. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Browser, Page } from 'playwright-core';
import { mountLightning } from '../../emulators/salesforce/src/lightning/mount.ts';
import { PROJECT } from '../../emulators/salesforce/test/lightning/components.ts';
import { CONTACT_ID, fakeOrg, USER } from '../../emulators/salesforce/test/lightning/fake-org.ts';
import { collectErrors, launch, seriousViolations } from './browser.ts';

jest.setTimeout(120_000);

let server: Server;
let browser: Browser;
let page: Page;
let errors: string[];
let greetings = 0;

beforeAll(async () => {
  const app = express();
  const org = fakeOrg(PROJECT, (_class, _method, { tone }) => `A ${String(tone)} welcome, no. ${++greetings}`);
  mountLightning(app, org, { authenticate: (token) => (token === 'good' ? USER : undefined) });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  errors = collectErrors(page);
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await page.goto(`${base}/secur/frontdoor.jsp?sid=good&retURL=/lightning/r/Contact/${CONTACT_ID}/view`);
});

afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

it('wires Apex and records, with the properties of the page', async () => {
  await page.getByText('A warm welcome, no. 1').waitFor();
  await page.locator('p.name', { hasText: 'Grace <Hopper>' }).waitFor();
  // Not native shadow: there components would lose every SLDS class.
  expect(
    await page.evaluate(
      () => (document.querySelector('c-greeter')?.shadowRoot as unknown as { synthetic: boolean }).synthetic,
    ),
  ).toBe(true);
});

it('refreshes a wire and shows toasts', async () => {
  await page.getByRole('button', { name: 'Again' }).click();
  await page.getByText('A warm welcome, no. 2').waitFor();
  await page.getByText('and again').waitFor();
  expect(greetings).toBe(2);
});

it('moves between tabs by keyboard and mouse', async () => {
  await page.getByRole('tab', { name: 'Hello & welcome' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.getByRole('tab', { name: 'Details' }).getAttribute('aria-selected')).toBe('true');
  await page.getByRole('tabpanel').getByText('Rear Admiral').waitFor();
  await page.getByRole('tab', { name: 'Hello & welcome' }).click();
  await page.getByText('A warm welcome, no. 2').waitFor();
});

it('is accessible and fits a narrow window', async () => {
  expect(await seriousViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 256 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 900 });
});

it('follows a component to another page', async () => {
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL('**/lightning/o/Account/list');
  await page.getByRole('link', { name: 'Lovelace & Sons' }).waitFor();
  expect(errors).toEqual([]);
});
