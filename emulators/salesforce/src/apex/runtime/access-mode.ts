/** In which access mode and with which sharing the running Apex code queries and writes. */
import type { AccessLevel } from '../../security/access.ts';
import { current } from '../../transaction/transaction.ts';
import { activeFrames, topFrame } from './stack.ts';

const entrySharing = Symbol('sharing of the entry point');

/** What `inherited sharing` and undeclared classes get at the bottom of the stack; Lightning entry points say `with`. */
export function setEntrySharing(sharing: 'with' | 'without'): void {
  current().slots.set(entrySharing, sharing);
}

/** User or system mode of a query or DML statement without one of its own. */
export function currentAccess(): AccessLevel {
  return topFrame()?.access ?? 'system';
}

/**
 * True when record sharing is enforced: the nearest class that declares it decides; `inherited sharing` and undeclared classes take
 * their caller's. Code in user mode always enforces sharing.
 */
export function currentSharing(access: AccessLevel = currentAccess()): boolean {
  if (access === 'user') return true;
  let isInherited = false;
  for (const frame of activeFrames()) {
    if (frame.sharing === 'with') return true;
    if (frame.sharing === 'without') return false;
    isInherited ||= frame.sharing === 'inherited';
  }
  const entry = current().slots.get(entrySharing);
  return entry === undefined ? isInherited : entry === 'with';
}
