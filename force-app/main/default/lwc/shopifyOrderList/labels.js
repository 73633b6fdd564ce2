import ALL from '@salesforce/label/c.Shopify_Orders_Filter_All';
import CANCELLED from '@salesforce/label/c.Shopify_Orders_Filter_Cancelled';
import DATE from '@salesforce/label/c.Shopify_Orders_Date';
import ITEMS from '@salesforce/label/c.Shopify_Orders_Items';
import LOADING from '@salesforce/label/c.Shopify_Orders_Loading';
import NEXT from '@salesforce/label/c.Shopify_Orders_Next';
import NO_MATCH from '@salesforce/label/c.Shopify_Orders_No_Match';
import ORDER from '@salesforce/label/c.Shopify_Orders_Order';
import PAID from '@salesforce/label/c.Shopify_Orders_Filter_Paid';
import PAYMENT from '@salesforce/label/c.Shopify_Orders_Payment';
import PREVIOUS from '@salesforce/label/c.Shopify_Orders_Previous';
import RANGE from '@salesforce/label/c.Shopify_Orders_Range';
import REFUNDED from '@salesforce/label/c.Shopify_Orders_Filter_Refunded';
import SEARCH from '@salesforce/label/c.Shopify_Orders_Search';
import SHIPPING from '@salesforce/label/c.Shopify_Orders_Shipping';
import SHOW from '@salesforce/label/c.Shopify_Orders_Show';
import TEST from '@salesforce/label/c.Shopify_Orders_Test';
import TITLE from '@salesforce/label/c.Shopify_Orders_Title';
import TOTAL from '@salesforce/label/c.Shopify_Orders_Total';
import UNFULFILLED from '@salesforce/label/c.Shopify_Orders_Filter_Unfulfilled';

export const labels = {
  DATE,
  ITEMS,
  LOADING,
  NEXT,
  NO_MATCH,
  ORDER,
  PAYMENT,
  PREVIOUS,
  RANGE,
  SEARCH,
  SHIPPING,
  SHOW,
  TEST,
  TITLE,
  TOTAL,
};

/** Values are those of `ShopifyOrdersController.getOrders`. */
export const statusOptions = [
  { label: ALL, value: 'all' },
  { label: PAID, value: 'paid' },
  { label: UNFULFILLED, value: 'unfulfilled' },
  { label: REFUNDED, value: 'refunded' },
  { label: CANCELLED, value: 'cancelled' },
];
