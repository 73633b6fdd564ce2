import { addSets, decimal, moneyOf, moneySet } from './money.ts';
import { compact, flag, id, integer, list, type Rest, text } from './read.ts';

/** Name and value pairs: properties, note attributes. A webhook has a list, an empty one may be null. */
export function pairs(value: unknown): Rest[] | undefined {
  if (value === undefined) return undefined;
  return list(value).map((pair) => ({
    name: text(pair.name ?? pair.key) ?? null,
    value:
      typeof pair.value === 'object' && pair.value !== null ? JSON.stringify(pair.value) : (text(pair.value) ?? null),
  }));
}

export function taxLine(source: Rest, currency: string): Rest {
  return compact({ title: text(source.title), rate: text(source.rate), price_set: moneyOf(source, 'price', currency) });
}

/** One line of an order (docs/contract.md 4.1). Discounts and taxes are summed; the allocations stay. */
export function line(source: Rest, currency: string): Rest {
  const allocations = list(source.discount_allocations);
  const allocated = addSets(allocations.map((allocation) => moneyOf(allocation, 'amount', currency)));
  const taxes = Array.isArray(source.tax_lines)
    ? list(source.tax_lines).map((tax) => taxLine(tax, currency))
    : undefined;
  const taxed = addSets(list(source.tax_lines).map((tax) => moneyOf(tax, 'price', currency)));
  // A duty of a webhook is a set itself, with its code and country beside.
  const duties = addSets(list(source.duties).map((duty) => moneySet(duty.price_set ?? duty, duty.price, currency)));
  return compact({
    id: id(source.id),
    product_id: id(source.product_id),
    variant_id: id(source.variant_id),
    sku: text(source.sku),
    title: text(source.title ?? source.name),
    variant_title: text(source.variant_title),
    vendor: text(source.vendor),
    quantity: integer(source.quantity),
    current_quantity: integer(source.current_quantity),
    fulfillable_quantity: integer(source.fulfillable_quantity),
    fulfillment_status: text(source.fulfillment_status),
    gift_card: flag(source.gift_card),
    requires_shipping: flag(source.requires_shipping),
    taxable: flag(source.taxable),
    price_set: moneyOf(source, 'price', currency),
    total_discount_set: allocated ?? moneyOf(source, 'total_discount', currency),
    total_tax_set: taxed,
    total_duties_set: duties,
    tax_lines: taxes,
    discount_allocations: allocations.map((allocation) => ({
      amount: decimal(allocation.amount) ?? null,
      discount_application_index: integer(allocation.discount_application_index) ?? null,
    })),
    properties: pairs(source.properties),
    selling_plan_name: text(
      (source.selling_plan_allocation as Rest | undefined)?.selling_plan
        ? ((source.selling_plan_allocation as Rest).selling_plan as Rest).name
        : undefined,
    ),
  });
}
