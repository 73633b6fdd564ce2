/** Refunds of every payload version tell one story. */
import { order } from '../../src/canonical/order.ts';
import type { Rest } from '../../src/canonical/read.ts';

const money = (amount: string) => ({
  shop_money: { amount, currency_code: 'CAD' },
  presentment_money: { amount, currency_code: 'CAD' },
});
const set = (amount: string) => ({ shop_money: { amount, currency_code: 'CAD' } });
const refundOf = (refund: Rest) =>
  (order({ currency: 'CAD', refunds: [{ id: '7', ...refund }] }, '1').refunds as Rest[])[0];

test('shipping given back is an adjustment, also where newer payloads have it apart', () => {
  const older = { order_adjustments: [{ kind: 'shipping_refund', amount: '-5.99', tax_amount: '-0.78' }] };
  const newer = {
    order_adjustments: [],
    refund_shipping_lines: [{ id: '3', subtotal_amount_set: money('5.99'), tax_amount_set: money('0.78') }],
  };
  const expected = [{ kind: 'shipping_refund', amount_set: set('-5.99'), tax_amount_set: set('-0.78') }];
  expect(refundOf(older)?.order_adjustments).toEqual(expected);
  expect(refundOf(newer)?.order_adjustments).toEqual(expected);
  // Versions in between have it both ways: it is counted once.
  expect(refundOf({ ...newer, ...older })?.order_adjustments).toEqual(expected);
});

test('duties given back are told where there are any', () => {
  expect(refundOf({ total_duties_set: money('4.00') })?.total_duties_set).toEqual(set('4.00'));
  expect(refundOf({ total_duties_set: money('0.00') })).not.toHaveProperty('total_duties_set');
});
