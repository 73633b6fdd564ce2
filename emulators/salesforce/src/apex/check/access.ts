/** Who may see a member. */
import { codeNamespace } from '../../schema/code-namespace.ts';
import type { ClassType } from '../types/type.ts';
import { isSubclass } from '../types/conversion.ts';
import type { Body } from './body.ts';
import { isSameTop } from './resolve.ts';

interface Member {
  owner: ClassType;
  access: 'private' | 'protected' | 'public' | 'global';
  isTestVisible: boolean;
}

/** Private: same top-level class. Protected: subclasses too. `@TestVisible`: tests too. */
export function isVisible(body: Body, member: Member): boolean {
  if (member.access === 'global' || member.owner.namespace) return true;
  // A package shows others what is global; interfaces and enums show all they have.
  if (member.owner.package !== codeNamespace() && member.owner.form === 'class') return false;
  if (member.access === 'public') return true;
  if (isSameTop(body.program, member.owner, body.type)) return true;
  if (member.isTestVisible && body.info.isTest) return true;
  if (member.access === 'protected') {
    for (let at = body.type; at; at = at.outer) if (isSubclass(at, member.owner)) return true;
  }
  return false;
}
