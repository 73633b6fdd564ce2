/** System.Search: dynamic SOSL. */
import { QueryError } from '../../org/services.ts';
import { current } from '../../transaction/transaction.ts';
import { currentAccess, currentSharing } from '../runtime/access-mode.ts';
import { boundValues } from '../runtime/dynamic-binds.ts';
import { apexError } from '../runtime/exceptions.ts';
import { ApexList } from '../runtime/list.ts';
import { genericSObject } from '../types/registry.ts';
import type { AccessLevelValue } from './database/options.ts';
import { definePlatformType } from './define.ts';
import { argument, recordList, registry } from './support.ts';

/** @throws SearchException */
function search(text: string, access?: AccessLevelValue): ApexList {
  const level = access?.level ?? currentAccess();
  try {
    const found = current().org.query.search(argument(text), boundValues(text.replace(/\{.*?\}/s, '{}')), {
      access: level,
      sharing: currentSharing(level),
    });
    return new ApexList(registry().list(genericSObject), found.map(recordList));
  } catch (error) {
    throw error instanceof QueryError ? apexError('System.SearchException', error.message) : error;
  }
}

definePlatformType({ name: 'System.Search', statics: { query: search } });
