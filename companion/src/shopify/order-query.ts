/** One order with everything the canonical document takes, as the Admin API gives it. */
const MONEY = '{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }';
const ADDRESS =
  '{ firstName lastName company address1 address2 city province provinceCode zip country countryCodeV2 phone }';
const TAX = `{ title rate priceSet ${MONEY} }`;
const ALLOCATION = `{ allocatedAmountSet ${MONEY} discountApplication { index } }`;

export const ORDER_QUERY = `query OrderById($id: ID!) { order(id: $id) {
  legacyResourceId name email phone note poNumber tags test taxesIncluded createdAt updatedAt processedAt closedAt cancelledAt cancelReason
  sourceName displayFinancialStatus displayFulfillmentStatus currencyCode presentmentCurrencyCode paymentGatewayNames
  customAttributes { key value }
  discountCodes
  discountApplications(first: 20) { nodes { __typename index allocationMethod targetSelection targetType
    value { __typename ... on MoneyV2 { amount } ... on PricingPercentageValue { percentage } }
    ... on DiscountCodeApplication { code } ... on ManualDiscountApplication { title description } ... on AutomaticDiscountApplication { title } ... on ScriptDiscountApplication { title } } }
  subtotalPriceSet ${MONEY} totalPriceSet ${MONEY} totalDiscountsSet ${MONEY} totalTaxSet ${MONEY} totalShippingPriceSet ${MONEY} totalTipReceivedSet ${MONEY}
  originalTotalDutiesSet ${MONEY} currentSubtotalPriceSet ${MONEY} currentTotalPriceSet ${MONEY} currentTotalDiscountsSet ${MONEY} currentTotalTaxSet ${MONEY}
  currentTotalDutiesSet ${MONEY} totalOutstandingSet ${MONEY}
  customer { legacyResourceId email phone firstName lastName createdAt updatedAt defaultAddress ${ADDRESS} }
  billingAddress ${ADDRESS} shippingAddress ${ADDRESS}
  taxLines ${TAX}
  shippingLines(first: 10) { nodes { id title code source isRemoved originalPriceSet ${MONEY} discountedPriceSet ${MONEY} } }
  fulfillments { legacyResourceId name status displayStatus createdAt updatedAt deliveredAt trackingInfo { company number url } }
  transactions { id kind status gateway amountSet ${MONEY} processedAt createdAt parentTransaction { id } }
  refunds { legacyResourceId createdAt processedAt note
    refundLineItems(first: 50) { nodes { id quantity restockType lineItem { id } subtotalSet ${MONEY} totalTaxSet ${MONEY} } }
    transactions(first: 20) { nodes { id kind status gateway amountSet ${MONEY} processedAt createdAt parentTransaction { id } } }
    orderAdjustments(first: 20) { nodes { id reason amountSet ${MONEY} taxAmountSet ${MONEY} } } }
  lineItems(first: 100) { nodes { id sku title variantTitle vendor quantity currentQuantity isGiftCard requiresShipping taxable
    originalUnitPriceSet ${MONEY} totalDiscountSet ${MONEY} customAttributes { key value } discountAllocations ${ALLOCATION} taxLines ${TAX}
    product { legacyResourceId } variant { legacyResourceId } } pageInfo { hasNextPage endCursor } }
} }`;

export const MORE_LINES_QUERY = `query OrderLines($id: ID!, $after: String) { order(id: $id) {
  lineItems(first: 100, after: $after) { nodes { id sku title variantTitle vendor quantity currentQuantity isGiftCard requiresShipping taxable
    originalUnitPriceSet ${MONEY} totalDiscountSet ${MONEY} customAttributes { key value } discountAllocations ${ALLOCATION} taxLines ${TAX}
    product { legacyResourceId } variant { legacyResourceId } } pageInfo { hasNextPage endCursor } }
} }`;
