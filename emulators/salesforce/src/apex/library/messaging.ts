/** System.Messaging: e-mails are counted and kept for the transaction; none leaves the machine. */
import { current } from '../../transaction/transaction.ts';
import { apexError } from '../runtime/exceptions.ts';
import { ApexList } from '../runtime/list.ts';
import { defineBean, type Bean } from './beans.ts';
import { definePlatformType } from './define.ts';
import { argument, listOf, platformClass } from './support.ts';

defineBean('Messaging.SingleEmailMessage', { inherits: ['Messaging.Email'] });
defineBean('Messaging.EmailFileAttachment');
const makeResult = defineBean('Messaging.SendEmailResult');
const makeError = defineBean('Messaging.SendEmailError');
for (const name of [
  'Messaging.InboundEmail',
  'Messaging.InboundEmail.BinaryAttachment',
  'Messaging.InboundEmail.TextAttachment',
  'Messaging.InboundEmail.Header',
  'Messaging.InboundEnvelope',
  'Messaging.InboundEmailResult',
  'Messaging.CustomNotification',
]) {
  defineBean(
    name,
    name === 'Messaging.CustomNotification' ? { instance: { 'send(Set<String>)': () => undefined } } : {},
  );
}

const slot = Symbol('e-mails sent');

/** E-mails the transaction has sent. */
export function sentEmails(): Bean[] {
  return (current().slots.get(slot) as Bean[] | undefined) ?? [];
}

const isEmpty = (value: unknown): boolean => value === null || (value instanceof ApexList && value.items.length === 0);

/** What the platform would refuse; undefined when it would send. */
function problem(email: Bean): [status: string, text: string] | undefined {
  const hasRecipient = ['ToAddresses', 'CcAddresses', 'BccAddresses', 'TargetObjectId'].some(
    (name) => !isEmpty(email.get(name)),
  );
  if (!hasRecipient) return ['REQUIRED_FIELD_MISSING', 'Add a recipient to send an email.'];
  const hasBody = ['PlainTextBody', 'HtmlBody', 'TemplateId'].some((name) => !isEmpty(email.get(name)));
  if (!hasBody) return ['REQUIRED_FIELD_MISSING', 'Missing body, need at least one of html or plainText'];
  const addresses = ['ToAddresses', 'CcAddresses', 'BccAddresses'].flatMap(
    (name) => (email.get(name) as ApexList | null)?.items ?? [],
  );
  const bad = addresses.find(
    (address) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(String(address)) && !/^00[35]\w+$/.test(String(address)),
  );
  return bad === undefined ? undefined : ['INVALID_EMAIL_ADDRESS', `Invalid to address : ${String(bad)}`];
}

/** @throws EmailException for the first e-mail that is refused, unless `allOrNone` is false */
function send(list: ApexList, allOrNone: boolean | null = true): ApexList {
  current().limits.count('emailInvocations');
  const emails = argument(list).items as Bean[];
  const results = emails.map((email, index) => {
    const found = problem(email);
    if (!found) return makeResult({ Success: true, Errors: listOf(platformClass('Messaging.SendEmailError'), []) });
    const [status, message] = found;
    if (allOrNone !== false) {
      const text = `SendEmail failed. First exception on row ${index}; first error: ${status}, ${message}: []`;
      const exception = apexError('System.EmailException', text);
      exception.dmlErrors.push({ index, id: null, statusCode: status, message, fields: [] });
      throw exception;
    }
    const error = makeError({
      Message: message,
      StatusCode: status,
      Fields: listOf(platformClass('System.String'), []),
    });
    return makeResult({ Success: false, Errors: listOf(platformClass('Messaging.SendEmailError'), [error]) });
  });
  current().slots.set(slot, [...sentEmails(), ...emails.filter((email) => !problem(email))]);
  return listOf(platformClass('Messaging.SendEmailResult'), results);
}

definePlatformType({
  name: 'System.Messaging',
  statics: {
    sendEmail: send,
    'reserveSingleEmailCapacity(Integer)': () => undefined,
    'reserveMassEmailCapacity(Integer)': () => undefined,
  },
});
