/** Defaults that are not in the description of fields. */
import { Decimal } from '../../apex/runtime/decimal.ts';
import type { Room } from '../room.ts';
import type { Save } from '../save.ts';

export function evaluateRichDefault(save: Save, room: Room): void {
  const { working, given } = save;
  const set = (name: string, value: unknown): void => {
    if (!given.has(name) && (working.values.get(name) ?? null) === null) working.values.set(name, value);
  };
  switch (working.object.name) {
    case 'User': {
      const profile = room.storage.get('Profile', String(working.values.get('ProfileId') ?? ''));
      set('UserType', profile?.['UserType'] ?? 'Standard');
      if (!given.has('IsActive')) working.values.set('IsActive', true);
      set('CommunityNickname', String(working.values.get('Username') ?? '').split('@')[0] || null);
      break;
    }
    case 'FeedItem':
      set('Type', 'TextPost');
      break;
    case 'Case':
      set('BusinessHoursId', [...room.storage.table('BusinessHours').rows.keys()][0] ?? null);
      break;
    case 'EmailTemplate':
      set('TemplateStyle', 'none');
      break;
    case 'OpportunityLineItem':
      set('Quantity', null);
      break;
    case 'Campaign':
      set('NumberSent', Decimal.of(0, 0));
      break;
    case 'Group':
      set('DeveloperName', String(working.values.get('Name') ?? '').replace(/\W+/g, '_') || null);
      break;
    default:
  }
}
