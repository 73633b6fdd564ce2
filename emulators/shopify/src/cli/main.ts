#!/usr/bin/env node
/** `shop-emulator [HANDLE[:CURRENCY] …]`: serves shops and prints one line of JSON with their addresses and credentials. */
import { startShops } from '../start.ts';

const names = process.argv.slice(2);
const shops = (names.length > 0 ? names : ['sample-shop']).map((name) => {
  const [handle = '', currency = 'USD'] = name.split(':');
  return { handle, name: handle, currency, timeZone: 'America/New_York', plan: 'standard' as const };
});
const running = await startShops({ shops });
const list = [...running.world.shops.values()].map(({ options, domain, secret, adminToken }) => ({
  ...options,
  domain,
  secret,
  adminToken,
}));
console.log(JSON.stringify({ adminUrl: running.adminUrl, control: running.control, shops: list }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.stop());
