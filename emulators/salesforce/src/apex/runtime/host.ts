/**
 * What the library needs of rooms that know it, not the other way round: the event bus of the running test. The events room fills the
 * slot when it is loaded; until then the calls say what is missing.
 */
import { NotEmulated } from '../../org/services.ts';

export interface Host {
  /** `Test.getEventBus().deliver()`. */
  deliverTestEvents(): void;
  /** `Test.getEventBus().fail()`. */
  failTestEvents(): void;
  /** `Test.enableChangeDataCapture()`. */
  enableChangeDataCapture(): void;
}

let host: Partial<Host> = {};

/** Adds to what is there, so that several rooms can fill the slot. */
export function setHost(parts: Partial<Host>): void {
  host = { ...host, ...parts };
}

/** @throws NotEmulated when nobody offers it */
export function hostCall(name: keyof Host): void {
  const fn = host[name];
  if (!fn) throw new NotEmulated(`host.${name}`);
  fn();
}
