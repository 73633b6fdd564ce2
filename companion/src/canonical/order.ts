/** The canonical order (docs/contract.md 4.1), from a webhook body or the same shape read from the Admin API. */
import { line, pairs, taxLine } from './line.ts';
import { addSets, decimal, moneyOf, moneySet } from './money.ts';
import { address, metafields, orderCustomer } from './people.ts';
import { compact, flag, id, integer, list, object, type Rest, tags, text, time } from './read.ts';

function transaction(source: Rest, currency: string): Rest {
  return compact({
    id: id(source.id),
    parent_id: id(source.parent_id),
    kind: text(source.kind),
    status: text(source.status),
    gateway: text(source.gateway),
    amount_set: moneySet(source.amount_set, source.amount, text(source.currency) ?? currency),
    processed_at: time(source.processed_at ?? source.created_at),
  });
}

/** A `*_set` of what was given back, as adjustments have it. */
function negative(set: unknown): Rest {
  const sides = Object.entries(object(set) ?? {});
  return Object.fromEntries(
    sides.map(([side, money]) => {
      const amount = decimal(object(money)?.amount) ?? '0.00';
      return [
        side,
        { ...object(money), amount: /^[0.]*$/.test(amount) || amount.startsWith('-') ? amount : `-${amount}` },
      ];
    }),
  );
}

/** Without ids and reasons, which the Admin API does not tell; shipping first. Payloads since 2024-10 have shipping apart. */
function adjustments(source: Rest, currency: string): Rest[] {
  const isShipping = (part: Rest) => part.kind === 'shipping_refund';
  const given = list(source.order_adjustments);
  const apart = given.some(isShipping)
    ? []
    : list(source.refund_shipping_lines).map((part) => ({
        kind: 'shipping_refund',
        amount_set: negative(part.subtotal_amount_set),
        tax_amount_set: negative(part.tax_amount_set),
      }));
  return [...apart, ...given.filter(isShipping), ...given.filter((part) => !isShipping(part))].map((part) =>
    compact({
      kind: text(part.kind),
      amount_set: moneyOf(part, 'amount', currency),
      tax_amount_set: moneyOf(part, 'tax_amount', currency),
    }),
  );
}

/** Duties given back; left out where there are none, as most sources have none. */
function dutiesBack(source: Rest, currency: string) {
  const duties = moneySet(source.total_duties_set, undefined, currency);
  return duties && !/^[0.]*$/.test(duties.shop_money.amount) ? duties : undefined;
}

const RESTOCKS = new Set(['return', 'cancel', 'legacy_restock']);

/** By its lines, which both sources have; a refund of none may say it by itself. */
function isRestocked(source: Rest): boolean {
  const types = list(source.refund_line_items).flatMap(({ restock_type: type }) => (type ? [String(type)] : []));
  return types.length > 0 ? types.some((type) => RESTOCKS.has(type)) : (flag(source.restock) ?? false);
}

function refund(source: Rest, currency: string): Rest {
  return compact({
    id: id(source.id),
    created_at: time(source.created_at),
    processed_at: time(source.processed_at ?? source.created_at),
    note: text(source.note),
    restock: isRestocked(source),
    return_id: id(object(source.return)?.id) ?? id(object(source.return)?.admin_graphql_api_id) ?? undefined,
    transactions: list(source.transactions).map((part) => transaction(part, currency)),
    order_adjustments: adjustments(source, currency),
    total_duties_set: dutiesBack(source, currency),
    refund_line_items: list(source.refund_line_items).map((part) =>
      compact({
        id: id(part.id),
        line_item_id: id(part.line_item_id),
        quantity: integer(part.quantity),
        restock_type: text(part.restock_type),
        subtotal_set: moneyOf(part, 'subtotal', currency),
        total_tax_set: moneyOf(part, 'total_tax', currency),
      }),
    ),
  });
}

function fulfillment(source: Rest): Rest {
  const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);
  return compact({
    id: id(source.id),
    name: text(source.name),
    status: text(source.status),
    shipment_status: text(source.shipment_status),
    created_at: time(source.created_at),
    updated_at: time(source.updated_at),
    tracking_company: text(source.tracking_company),
    tracking_number: text(source.tracking_number ?? first(source.tracking_numbers)),
    tracking_url: text(source.tracking_url ?? first(source.tracking_urls)),
    delivered_at: time(source.delivered_at),
    location_id: id(source.location_id),
    line_items: list(source.line_items).map((part) => ({ id: id(part.id), quantity: integer(part.quantity) ?? null })),
  });
}

function shippingLine(source: Rest, currency: string): Rest {
  return compact({
    id: id(source.id),
    title: text(source.title),
    code: text(source.code),
    source: text(source.source),
    price_set: moneyOf(source, 'price', currency),
    discounted_price_set: moneyOf(source, 'discounted_price', currency),
    is_removed: flag(source.is_removed),
  });
}

/** Sum of what shipping was ordered for, where the payload has no total of its own. */
function shippingTotal(source: Rest, currency: string) {
  const own = moneyOf(source, 'total_shipping_price', currency);
  if (own !== undefined || !Array.isArray(source.shipping_lines)) return own;
  const lines = list(source.shipping_lines).map((part) => moneyOf(part, 'price', currency));
  return addSets(lines) ?? { shop_money: { amount: '0.00', currency_code: currency } };
}

/** What cash was rounded by; left out where it was not, as before 2024-10. */
function rounding(source: Rest, of: 'payment' | 'refund', currency: string) {
  const set = moneySet(source[`total_cash_rounding_${of}_adjustment_set`], undefined, currency);
  return set && !/^-?[0.]*$/.test(set.shop_money.amount) ? set : undefined;
}

function parts(source: Rest, name: string, make: (part: Rest) => Rest): Rest[] | undefined {
  return source[name] === undefined ? undefined : list(source[name]).map(make);
}

const APPLICATION = [
  'type',
  'title',
  'code',
  'description',
  'value',
  'value_type',
  'allocation_method',
  'target_type',
  'target_selection',
];

function application(part: Rest): Rest {
  const texts = Object.fromEntries(APPLICATION.map((name) => [name, text(part[name])]));
  // A webhook has no title for a code, the Admin API no description but for manual ones.
  const { type, description, title } = texts;
  return compact({
    ...texts,
    title: type === 'discount_code' ? undefined : title,
    description: type === 'manual' ? description : undefined,
    value: decimal(part.value) ?? texts.value,
  });
}

/** When the first instalment falls due. */
function dueAt(terms: Rest) {
  return time(terms.due_at ?? list(terms.payment_schedules)[0]?.due_at);
}

export function order(source: Rest, orderId: string): Rest {
  const currency = String(source.currency ?? '');
  const money = (name: string) => moneyOf(source, name, currency);
  const lines = Array.isArray(source.line_items)
    ? list(source.line_items).map((part) => line(part, currency))
    : undefined;
  const company = object(source.company);
  const terms = object(source.payment_terms);
  const risk = object(source.risk);
  return compact({
    id: orderId,
    name: text(source.name),
    order_number: text(source.order_number),
    confirmation_number: text(source.confirmation_number),
    created_at: time(source.created_at),
    updated_at: time(source.updated_at),
    processed_at: time(source.processed_at),
    closed_at: time(source.closed_at),
    cancelled_at: time(source.cancelled_at),
    cancel_reason: text(source.cancel_reason),
    financial_status: text(source.financial_status),
    fulfillment_status: text(source.fulfillment_status),
    test: flag(source.test),
    taxes_included: flag(source.taxes_included),
    currency: text(source.currency),
    presentment_currency: text(source.presentment_currency),
    // Blank where a read has no other either.
    email: text(source.email || (source.contact_email === undefined ? source.email : source.contact_email)),
    phone: text(source.phone),
    customer: orderCustomer(source.customer),
    billing_address: address(source.billing_address),
    shipping_address: address(source.shipping_address),
    subtotal_price_set: money('subtotal_price'),
    total_discounts_set: money('total_discounts'),
    total_shipping_price_set: shippingTotal(source, currency),
    total_tax_set: money('total_tax'),
    total_duties_set: moneySet(source.original_total_duties_set, undefined, currency),
    total_additional_fees_set: moneySet(source.original_total_additional_fees_set, undefined, currency),
    total_tip_received_set: money('total_tip_received'),
    total_price_set: money('total_price'),
    current_subtotal_price_set: money('current_subtotal_price'),
    current_total_discounts_set: money('current_total_discounts'),
    current_total_tax_set: money('current_total_tax'),
    current_total_duties_set: moneySet(source.current_total_duties_set, undefined, currency),
    current_total_price_set: money('current_total_price'),
    total_outstanding_set: money('total_outstanding'),
    total_cash_rounding_payment_adjustment_set: rounding(source, 'payment', currency),
    total_cash_rounding_refund_adjustment_set: rounding(source, 'refund', currency),
    discount_codes: parts(source, 'discount_codes', (part) =>
      compact({ code: text(part.code), amount: decimal(part.amount), type: text(part.type) }),
    ),
    discount_applications: parts(source, 'discount_applications', application),
    shipping_lines: parts(source, 'shipping_lines', (part) => shippingLine(part, currency)),
    tax_lines: parts(source, 'tax_lines', (part) => taxLine(part, currency)),
    fulfillments: parts(source, 'fulfillments', fulfillment),
    refunds: parts(source, 'refunds', (part) => refund(part, currency)),
    transactions: parts(source, 'transactions', (part) => transaction(part, currency)),
    payment_gateway_names: Array.isArray(source.payment_gateway_names)
      ? source.payment_gateway_names.map(String)
      : undefined,
    tags: tags(source.tags),
    note: text(source.note),
    source_name: text(source.source_name),
    landing_site: text(source.landing_site),
    referring_site: text(source.referring_site),
    po_number: text(source.po_number),
    note_attributes: pairs(source.note_attributes),
    company: company
      ? compact({ id: id(company.id), location_id: id(company.location_id), name: text(company.name) })
      : source.company === null
        ? null
        : undefined,
    payment_terms: terms
      ? compact({ payment_terms_name: text(terms.payment_terms_name), due_at: dueAt(terms) })
      : source.payment_terms === null
        ? null
        : undefined,
    risk: risk ? compact({ recommendation: text(risk.recommendation), level: text(risk.level) }) : undefined,
    metafields: metafields(source.metafields),
    draft_order_id: id(source.draft_order_id) ?? undefined,
    location_id: id(source.location_id) ?? undefined,
    line_keys: lines?.map((part) => part.id),
    line_items: lines,
  });
}
