/**
 * One order with everything the canonical document takes, as the Admin API gives it. No query costs more than the 1,000 points a single one may:
 * a page of a connection costs its size times what hangs on each node, so lines and refunded lines come in pages of their own.
 */
const MONEY = '{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }';
export const ADDRESS =
  '{ firstName lastName company address1 address2 city province provinceCode zip country countryCodeV2 phone }';
const TAX = `{ title rate priceSet ${MONEY} }`;
const ALLOCATION = `{ allocatedAmountSet ${MONEY} discountApplication { index } }`;
const TRANSACTION = `{ id kind status gateway amountSet ${MONEY} processedAt createdAt parentTransaction { id } }`;
const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';
export const COMPANY = '... on PurchasingCompany { company { id name } location { id } }';

const LINES = `nodes { id sku title variantTitle vendor quantity currentQuantity unfulfilledQuantity fulfillmentStatus isGiftCard requiresShipping taxable
    originalUnitPriceSet ${MONEY} totalDiscountSet ${MONEY} customAttributes { key value } discountAllocations ${ALLOCATION} taxLines ${TAX}
    duties { price ${MONEY} } sellingPlan { name } product { legacyResourceId } variant { legacyResourceId } } ${PAGE_INFO}`;

const FULFILLMENT_LINES = `nodes { quantity lineItem { id } } ${PAGE_INFO}`;

const REFUND_LINES = `nodes { id quantity restockType lineItem { id } subtotalSet ${MONEY} totalTaxSet ${MONEY} } ${PAGE_INFO}`;

export const ORDER_QUERY = `query OrderById($id: ID!) { order(id: $id) {
  legacyResourceId name number confirmationNumber email phone note poNumber tags test taxesIncluded createdAt updatedAt processedAt closedAt cancelledAt cancelReason
  sourceName displayFinancialStatus displayFulfillmentStatus currencyCode presentmentCurrencyCode paymentGatewayNames
  customAttributes { key value }
  discountApplications(first: 25) { nodes { __typename index allocationMethod targetSelection targetType
    value { __typename ... on MoneyV2 { amount } ... on PricingPercentageValue { percentage } }
    ... on DiscountCodeApplication { code } ... on ManualDiscountApplication { title description } ... on AutomaticDiscountApplication { title } ... on ScriptDiscountApplication { title } } }
  subtotalPriceSet ${MONEY} totalPriceSet ${MONEY} totalDiscountsSet ${MONEY} totalTaxSet ${MONEY} totalShippingPriceSet ${MONEY} totalTipReceivedSet ${MONEY}
  originalTotalDutiesSet ${MONEY} originalTotalAdditionalFeesSet ${MONEY} currentSubtotalPriceSet ${MONEY} currentTotalPriceSet ${MONEY} currentTotalDiscountsSet ${MONEY} currentTotalTaxSet ${MONEY}
  currentTotalDutiesSet ${MONEY} totalOutstandingSet ${MONEY} totalCashRoundingAdjustment { paymentSet ${MONEY} refundSet ${MONEY} }
  customer { legacyResourceId email phone firstName lastName createdAt updatedAt defaultAddress ${ADDRESS} }
  purchasingEntity { __typename ${COMPANY} }
  paymentTerms { paymentTermsName paymentSchedules(first: 1) { nodes { dueAt } } }
  retailLocation { legacyResourceId }
  risk { recommendation assessments { riskLevel } }
  billingAddress ${ADDRESS} shippingAddress ${ADDRESS}
  taxLines ${TAX}
  shippingLines(first: 10, includeRemovals: true) { nodes { id title code source isRemoved originalPriceSet ${MONEY} discountedPriceSet ${MONEY} discountAllocations ${ALLOCATION} } }
  fulfillments { id legacyResourceId name status displayStatus createdAt updatedAt deliveredAt location { legacyResourceId } trackingInfo { company number url }
    fulfillmentLineItems(first: 50) { ${FULFILLMENT_LINES} } }
  transactions ${TRANSACTION}
  refunds { id legacyResourceId createdAt processedAt note return { id } duties { amountSet ${MONEY} }
    refundLineItems(first: 10) { ${REFUND_LINES} }
    transactions(first: 5) { nodes ${TRANSACTION} }
    refundShippingLines(first: 3) { nodes { subtotalAmountSet ${MONEY} taxAmountSet ${MONEY} } }
    orderAdjustments(first: 5) { nodes { reason amountSet ${MONEY} taxAmountSet ${MONEY} } } }
  lineItems(first: 10) { ${LINES} }
} }`;

export const MORE_LINES_QUERY = `query OrderLines($id: ID!, $after: String) { order(id: $id) {
  updatedAt lineItems(first: 35, after: $after) { ${LINES} }
} }`;

export const MORE_REFUND_LINES_QUERY = `query RefundLines($id: ID!, $after: String) { refund(id: $id) {
  refundLineItems(first: 90, after: $after) { ${REFUND_LINES} }
} }`;

export const MORE_FULFILLMENT_LINES_QUERY = `query FulfillmentLines($id: ID!, $after: String) { fulfillment(id: $id) {
  fulfillmentLineItems(first: 250, after: $after) { ${FULFILLMENT_LINES} }
} }`;
