/** One event on the bus. */
export interface BusEvent {
  /** Increasing, with gaps; on the wire 8 bytes, big-endian. */
  replayId: number;
  /** `Foo__e`, `AccountChangeEvent`. */
  objectName: string;
  eventUuid: string;
  /** ms since epoch. */
  publishedAt: number;
  publishedBy: string;
  /** Values by canonical field name, as Apex holds them; undefined while only `raw` is known. */
  values: Map<string, unknown> | undefined;
  change: ChangeHeader | undefined;
  /** As published through the Pub/Sub API: subscribers there get the very bytes. */
  raw: { schemaId: string; payload: Buffer } | undefined;
  /** Apex turned empty text into null and cut milliseconds; other publishers' values are kept. */
  isFromApex: boolean;
}

export type ChangeType =
  | 'CREATE'
  | 'UPDATE'
  | 'DELETE'
  | 'UNDELETE'
  | 'GAP_CREATE'
  | 'GAP_UPDATE'
  | 'GAP_DELETE'
  | 'GAP_UNDELETE'
  | 'GAP_OVERFLOW';

/** Header of a change event. Field lists hold API names; the wire has bitmaps of them. */
export interface ChangeHeader {
  entityName: string;
  recordIds: string[];
  changeType: ChangeType;
  changeOrigin: string;
  transactionKey: string;
  sequenceNumber: number;
  commitTimestamp: number;
  commitNumber: number;
  commitUser: string;
  nulledFields: string[];
  diffFields: string[];
  changedFields: string[];
}

/** `Account` → `AccountChangeEvent`, `Foo__c` → `Foo__ChangeEvent`. */
export function changeEventName(objectName: string): string {
  return objectName.endsWith('__c') ? `${objectName.slice(0, -1)}ChangeEvent` : `${objectName}ChangeEvent`;
}

/** The object a change event is about; undefined when the name is none of a change event. */
export function changedObjectName(eventName: string): string | undefined {
  if (/__ChangeEvent$/i.test(eventName)) return eventName.replace(/ChangeEvent$/i, 'c');
  return /^\w+ChangeEvent$/i.test(eventName) ? eventName.replace(/ChangeEvent$/i, '') : undefined;
}
