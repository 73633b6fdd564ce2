/** Every error of the companion has a code here: what it means, and whether trying again can help. */

export const ERRORS = {
  CONFIG_INVALID: { retry: false, text: 'the configuration has a wrong value' },
  SIGNATURE_INVALID: { retry: false, text: 'the request is not signed with the secret of this store' },
  STORE_UNKNOWN: { retry: false, text: 'no store has this webhook address' },
  TOPIC_MISMATCH: { retry: false, text: 'path, topic header and shop header do not agree' },
  BODY_INVALID: { retry: false, text: 'the body is not JSON this service takes' },
  BODY_TOO_LARGE: { retry: false, text: 'the body is larger than the limit' },
  CONTENT_TYPE: { retry: false, text: 'the content type is not application/json' },
  INBOX_UNAVAILABLE: { retry: true, text: 'the inbox could not make the delivery durable' },
  INBOX_IN_USE: { retry: false, text: 'another process has this inbox open' },
  DOCUMENT_INVALID: { retry: false, text: 'the document lacks what its kind needs' },
  ORG_AUTH: { retry: true, text: 'the org did not accept the credentials' },
  ORG_REQUEST: { retry: true, text: 'a request to the org failed' },
  ORG_CHANGED: { retry: false, text: 'the org is not the one this inbox belongs to' },
  PUBSUB: { retry: true, text: 'the Pub/Sub API refused or dropped a call' },
  EVENT_REFUSED: { retry: false, text: 'the Pub/Sub API refused one event' },
  SHOPIFY_AUTH: { retry: true, text: 'the store did not accept the credentials' },
  SHOPIFY_REQUEST: { retry: true, text: 'a request to the store failed' },
  SHOPIFY_REFUSED: { retry: false, text: 'the store refused the question' },
  SHOPIFY_CHANGED: { retry: true, text: 'the resource changed while its pages were read' },
  SHOPIFY_MISSING: { retry: false, text: 'the store has no such resource' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

export class CompanionError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${ERRORS[code].text}: ${detail}`, options);
    this.code = code;
  }

  /** Whether trying the same thing again later can help. */
  get retry(): boolean {
    return ERRORS[this.code].retry;
  }
}
