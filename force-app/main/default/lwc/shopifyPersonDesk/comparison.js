import ACCOUNT from '@salesforce/label/c.Shopify_Desk_Account';
import ADDRESS from '@salesforce/label/c.Shopify_Desk_Address';
import CHOOSE_ONE from '@salesforce/label/c.Shopify_Desk_Choose_One';
import EMAIL from '@salesforce/label/c.Shopify_Desk_Email';
import LAST_ORDER from '@salesforce/label/c.Shopify_Orders_Last_Order';
import LINKED from '@salesforce/label/c.Shopify_Desk_Linked';
import ORDERS from '@salesforce/label/c.Shopify_Orders_Order_Count';
import OWNER from '@salesforce/label/c.Shopify_Desk_Owner';
import PHONE from '@salesforce/label/c.Shopify_Desk_Phone';
import REJECTED from '@salesforce/label/c.Shopify_Desk_Rejected';
import REJECT_ONE from '@salesforce/label/c.Shopify_Desk_Reject_One';
import WHY from '@salesforce/label/c.Shopify_Desk_Why';
import { fill } from 'c/shopifyFormat';

const MARKS = { linked: LINKED, rejected: REJECTED };

/** People as columns: their name, what they are now, and what may be decided about them. */
export function columnsOf(question) {
  return question.persons.map((person) => ({
    ...person,
    url: `/lightning/r/${person.id}/view`,
    mark: MARKS[person.state],
    mayChoose: person.state !== 'linked',
    mayReject: person.state !== 'rejected',
    chooseTitle: fill(CHOOSE_ONE, nameOf(person)),
    rejectTitle: fill(REJECT_ONE, nameOf(person)),
  }));
}

/** What is known, a row each: first as Shopify has it, then of each person. */
export function rowsOf(question) {
  const { persons } = question;
  const row = (key, label, ofShopify, ofPerson) => ({
    key,
    label,
    cells: [
      { key: 'shopify', look: 'shopify', ...ofShopify },
      ...persons.map((person) => ({ key: person.id, look: '', ...ofPerson(person) })),
    ],
  });
  return [
    row('email', EMAIL, text(question.email), (person) => text(person.email)),
    row('phone', PHONE, text(question.phone), (person) => text(...person.phones)),
    row('address', ADDRESS, text(question.address), (person) => text(person.address)),
    row('account', ACCOUNT, text(question.company), (person) => text(person.accountName)),
    row('owner', OWNER, text(), (person) => text(person.owner)),
    row('orders', ORDERS, text(question.orderCount), (person) => text(person.orderCount)),
    row('lastOrder', LAST_ORDER, day(question.lastOrderAt), (person) => day(person.lastOrderAt)),
    row('why', WHY, text(), (person) => text(...person.reasons)),
  ];
}

/** Two people may have one name: what they are, and their e-mail, tells them apart for a screen reader. */
function nameOf(person) {
  return [person.name, person.kind, person.email].filter(Boolean).join(', ');
}

function text(...lines) {
  const known = lines.filter((line) => line !== undefined && line !== null && line !== '');
  return { lines: (known.length > 0 ? known : ['–']).map((line, key) => ({ key, text: String(line) })) };
}

function day(at) {
  return at ? { at, lines: [] } : text();
}
