/** Send Email and e-mail alerts: checked as far as they can be; no mail leaves the machine, as with `Messaging.sendEmail`. */
import { listOf, textOf } from '../metadata/xml.ts';
import { current } from '../transaction/transaction.ts';
import { FlowFault } from './fault.ts';
import { itemsOf, textOfValue } from './value.ts';

export function isMail(actionType: string): boolean {
  return actionType === 'emailSimple' || actionType === 'emailAlert';
}

/** @throws FlowFault for a mail without recipient or text, and for an alert that is not there */
export function sendMail(actionType: string, name: string, inputs: ReadonlyMap<string, unknown>): void {
  if (actionType === 'emailAlert') checkAlert(name);
  else checkMessage(inputs);
}

function checkMessage(inputs: ReadonlyMap<string, unknown>): void {
  const recipients = ['emailAddresses', 'emailAddressesArray', 'recipientId'].flatMap((key) =>
    itemsOf(inputs.get(key)),
  );
  const text = (key: string): string => textOfValue(inputs.get(key) ?? null);
  if (!recipients.some((each) => textOfValue(each).trim() !== ''))
    throw new FlowFault('Add a recipient to send an email.');
  if (text('emailTemplateId') !== '') return;
  for (const key of ['emailSubject', 'emailBody']) {
    if (text(key) === '') throw new FlowFault(`Missing required input parameter: ${key}`);
  }
}

/** `Object.Alert`. */
function checkAlert(name: string): void {
  const [object = '', alert = ''] = name.split('.');
  const workflow = current().org.metadata.component('Workflow', object);
  const alerts = listOf(workflow?.definition['alerts']).map((each) => textOf(each['fullName'])?.toLowerCase());
  if (!alerts.includes(alert.toLowerCase())) throw new FlowFault(`The email alert ${name} doesn't exist.`);
}
