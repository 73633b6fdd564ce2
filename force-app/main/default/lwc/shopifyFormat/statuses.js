import ACCEPTED from '@salesforce/label/c.Shopify_Status_Accepted';
import ATTEMPTED_DELIVERY from '@salesforce/label/c.Shopify_Status_Attempted_Delivery';
import AUTHORIZED from '@salesforce/label/c.Shopify_Status_Authorized';
import BLOCKED from '@salesforce/label/c.Shopify_Status_Blocked';
import CANCELLED from '@salesforce/label/c.Shopify_Status_Cancelled';
import CHARGE_REFUNDED from '@salesforce/label/c.Shopify_Status_Charge_Refunded';
import CHARGEBACK from '@salesforce/label/c.Shopify_Status_Chargeback';
import CHECKOUT from '@salesforce/label/c.Shopify_Status_Checkout';
import CLOSED from '@salesforce/label/c.Shopify_Status_Closed';
import COMPANY from '@salesforce/label/c.Shopify_Status_Company';
import COMPLIANCE from '@salesforce/label/c.Shopify_Status_Compliance';
import CONFIRMED from '@salesforce/label/c.Shopify_Status_Confirmed';
import CUSTOMER from '@salesforce/label/c.Shopify_Status_Customer';
import DECLINED from '@salesforce/label/c.Shopify_Status_Declined';
import DELAYED from '@salesforce/label/c.Shopify_Status_Delayed';
import DELIVERED from '@salesforce/label/c.Shopify_Status_Delivered';
import DIFFERENT from '@salesforce/label/c.Shopify_Status_Different';
import DISMISSED from '@salesforce/label/c.Shopify_Status_Dismissed';
import DISPUTE from '@salesforce/label/c.Shopify_Status_Dispute';
import ERROR from '@salesforce/label/c.Shopify_Status_Error';
import EXPIRED from '@salesforce/label/c.Shopify_Status_Expired';
import FAILED from '@salesforce/label/c.Shopify_Status_Failed';
import FAILURE from '@salesforce/label/c.Shopify_Status_Failure';
import FULFILLED from '@salesforce/label/c.Shopify_Status_Fulfilled';
import IN_PROGRESS from '@salesforce/label/c.Shopify_Status_In_Progress';
import IN_TRANSIT from '@salesforce/label/c.Shopify_Status_In_Transit';
import INQUIRY from '@salesforce/label/c.Shopify_Status_Inquiry';
import INVALID from '@salesforce/label/c.Shopify_Status_Invalid';
import LABEL_PRINTED from '@salesforce/label/c.Shopify_Status_Label_Printed';
import LABEL_PURCHASED from '@salesforce/label/c.Shopify_Status_Label_Purchased';
import LIMIT from '@salesforce/label/c.Shopify_Status_Limit';
import LOST from '@salesforce/label/c.Shopify_Status_Lost';
import MAPPING from '@salesforce/label/c.Shopify_Status_Mapping';
import MATCHED from '@salesforce/label/c.Shopify_Status_Matched';
import NEEDS_RESPONSE from '@salesforce/label/c.Shopify_Status_Needs_Response';
import ON_HOLD from '@salesforce/label/c.Shopify_Status_On_Hold';
import OPEN from '@salesforce/label/c.Shopify_Status_Open';
import ORDER from '@salesforce/label/c.Shopify_Status_Order';
import OUT_FOR_DELIVERY from '@salesforce/label/c.Shopify_Status_Out_For_Delivery';
import PAID from '@salesforce/label/c.Shopify_Status_Paid';
import PARTIAL from '@salesforce/label/c.Shopify_Status_Partial';
import PARTIALLY_PAID from '@salesforce/label/c.Shopify_Status_Partially_Paid';
import PARTIALLY_REFUNDED from '@salesforce/label/c.Shopify_Status_Partially_Refunded';
import PENDING from '@salesforce/label/c.Shopify_Status_Pending';
import PICKED_UP from '@salesforce/label/c.Shopify_Status_Picked_Up';
import PREVENTED from '@salesforce/label/c.Shopify_Status_Prevented';
import PRODUCT from '@salesforce/label/c.Shopify_Status_Product';
import READY_FOR_PICKUP from '@salesforce/label/c.Shopify_Status_Ready_For_Pickup';
import REFUNDED from '@salesforce/label/c.Shopify_Status_Refunded';
import REPAIRED from '@salesforce/label/c.Shopify_Status_Repaired';
import REQUESTED from '@salesforce/label/c.Shopify_Status_Requested';
import RESOLVED from '@salesforce/label/c.Shopify_Status_Resolved';
import RESTOCKED from '@salesforce/label/c.Shopify_Status_Restocked';
import RETURN from '@salesforce/label/c.Shopify_Status_Return';
import REVIEW from '@salesforce/label/c.Shopify_Status_Review';
import RUNNING from '@salesforce/label/c.Shopify_Status_Running';
import SCHEDULED from '@salesforce/label/c.Shopify_Status_Scheduled';
import SIGNAL from '@salesforce/label/c.Shopify_Status_Signal';
import STORE from '@salesforce/label/c.Shopify_Status_Store';
import SUCCESS from '@salesforce/label/c.Shopify_Status_Success';
import TRANSIENT from '@salesforce/label/c.Shopify_Status_Transient';
import UNDER_REVIEW from '@salesforce/label/c.Shopify_Status_Under_Review';
import UNFULFILLED from '@salesforce/label/c.Shopify_Status_Unfulfilled';
import VOIDED from '@salesforce/label/c.Shopify_Status_Voided';
import WON from '@salesforce/label/c.Shopify_Status_Won';
import REASON_CUSTOMER from '@salesforce/label/c.Shopify_Reason_Customer';
import REASON_DECLINED from '@salesforce/label/c.Shopify_Reason_Declined';
import REASON_FRAUD from '@salesforce/label/c.Shopify_Reason_Fraud';
import REASON_INVENTORY from '@salesforce/label/c.Shopify_Reason_Inventory';
import REASON_OTHER from '@salesforce/label/c.Shopify_Reason_Other';
import REASON_STAFF from '@salesforce/label/c.Shopify_Reason_Staff';

/** Words for what Shopify calls a status, a kind or a reason; a value that is not here is shown as it is, made readable. */
export const STATUS_WORDS = {
  accepted: ACCEPTED,
  attempted_delivery: ATTEMPTED_DELIVERY,
  authorized: AUTHORIZED,
  blocked: BLOCKED,
  cancelled: CANCELLED,
  charge_refunded: CHARGE_REFUNDED,
  chargeback: CHARGEBACK,
  checkout: CHECKOUT,
  closed: CLOSED,
  company: COMPANY,
  compliance: COMPLIANCE,
  confirmed: CONFIRMED,
  customer: CUSTOMER,
  declined: DECLINED,
  delayed: DELAYED,
  delivered: DELIVERED,
  different: DIFFERENT,
  dismissed: DISMISSED,
  dispute: DISPUTE,
  error: ERROR,
  expired: EXPIRED,
  failed: FAILED,
  failure: FAILURE,
  fulfilled: FULFILLED,
  in_progress: IN_PROGRESS,
  in_transit: IN_TRANSIT,
  inquiry: INQUIRY,
  invalid: INVALID,
  label_printed: LABEL_PRINTED,
  label_purchased: LABEL_PURCHASED,
  limit: LIMIT,
  lost: LOST,
  mapping: MAPPING,
  matched: MATCHED,
  needs_response: NEEDS_RESPONSE,
  on_hold: ON_HOLD,
  open: OPEN,
  order: ORDER,
  out_for_delivery: OUT_FOR_DELIVERY,
  paid: PAID,
  partial: PARTIAL,
  partially_paid: PARTIALLY_PAID,
  partially_refunded: PARTIALLY_REFUNDED,
  pending: PENDING,
  picked_up: PICKED_UP,
  prevented: PREVENTED,
  product: PRODUCT,
  ready_for_pickup: READY_FOR_PICKUP,
  refunded: REFUNDED,
  repaired: REPAIRED,
  requested: REQUESTED,
  resolved: RESOLVED,
  restocked: RESTOCKED,
  return: RETURN,
  review: REVIEW,
  running: RUNNING,
  scheduled: SCHEDULED,
  signal: SIGNAL,
  store: STORE,
  success: SUCCESS,
  transient: TRANSIENT,
  under_review: UNDER_REVIEW,
  unfulfilled: UNFULFILLED,
  voided: VOIDED,
  won: WON,
  canceled: CANCELLED,
};

/** Why an order was cancelled. */
export const REASON_WORDS = {
  customer: REASON_CUSTOMER,
  declined: REASON_DECLINED,
  fraud: REASON_FRAUD,
  inventory: REASON_INVENTORY,
  other: REASON_OTHER,
  staff: REASON_STAFF,
};
