/** Topics: what can be published to and subscribed, from event definitions and deployed channels. */
import type { MetadataComponent, Org } from '../org/services.ts';
import type { ObjectInfo } from '../schema/model.ts';
import { changedObjectName, changeEventName, type BusEvent } from './event.ts';
import { compileFilter, type Filter } from './filter.ts';

export interface Channel {
  /** `/event/Foo__e`, `/data/ChangeEvents`, `/data/Foo__chn`. */
  topic: string;
  members: ChannelMember[];
  canPublish: boolean;
}

export interface ChannelMember {
  /** `Foo__e` or `AccountChangeEvent`. */
  eventName: string;
  /** The event's own definition, or for change events the changed object. */
  object: ObjectInfo;
  isChange: boolean;
  /** Undefined = everything. */
  filter: Filter | undefined;
  /** Fields always sent along with a change. */
  enrichedFields: string[];
}

/** The channel of a topic; undefined when the org has none of that name. */
export function channelOf(org: Org, topic: string): Channel | undefined {
  const match = /^\/(event|data)\/(\w+)$/.exec(topic);
  if (!match) return undefined;
  const [, kind, name = ''] = match;
  if (/__chn$/i.test(name)) return customChannel(org, topic, kind!, name);
  if (kind === 'event') {
    const object = org.schema.object(name);
    if (object?.kind !== 'platformEvent') return undefined;
    return { topic, members: [memberOf(org, object.name)!], canPublish: true };
  }
  const selected = selectedMembers(org, 'ChangeEvents');
  if (name === 'ChangeEvents') return { topic, members: selected, canPublish: false };
  const member = memberOf(org, name);
  if (!member?.isChange) return undefined;
  const own = selected.find((each) => each.eventName.toLowerCase() === name.toLowerCase());
  // The topic exists for every object that can be captured; events come only when the object is selected.
  return { topic, members: [own ?? { ...member, filter: () => false }], canPublish: false };
}

function customChannel(org: Org, topic: string, kind: string, name: string): Channel | undefined {
  const channel = org.metadata.component('PlatformEventChannel', name);
  if (!channel || String(channel.definition.channelType ?? 'data') !== kind) return undefined;
  return { topic, members: selectedMembers(org, name), canPublish: false };
}

/** Members deployed for a channel: `ChangeEvents` or `Foo__chn`. */
function selectedMembers(org: Org, channel: string): ChannelMember[] {
  const members: ChannelMember[] = [];
  for (const component of org.metadata.components('PlatformEventChannelMember')) {
    if (String(component.definition.eventChannel).toLowerCase() !== channel.toLowerCase()) continue;
    const member = memberOf(org, String(component.definition.selectedEntity), component);
    if (member) members.push(member);
  }
  return members;
}

function memberOf(org: Org, eventName: string, component?: MetadataComponent): ChannelMember | undefined {
  const changed = changedObjectName(eventName);
  const object = org.schema.object(changed ?? eventName);
  if (!object) return undefined;
  const isChange = changed !== undefined;
  const expression = component?.definition.filterExpression;
  const enriched = component?.definition.enrichedFields ?? [];
  const names = (Array.isArray(enriched) ? enriched : [enriched]) as { name?: unknown }[];
  return {
    eventName: isChange ? changeEventName(object.name) : object.name,
    object,
    isChange,
    filter: typeof expression === 'string' && expression !== '' ? compileFilter(expression) : undefined,
    enrichedFields: names.map((each) => String(each.name ?? '')).filter((name) => name !== ''),
  };
}

/** Whether changes of an object are captured at all: some channel selects it. */
export function isCaptured(org: Org, objectName: string): boolean {
  const wanted = changeEventName(objectName).toLowerCase();
  for (const { definition } of org.metadata.components('PlatformEventChannelMember')) {
    if (String(definition.selectedEntity).toLowerCase() === wanted) return true;
  }
  return false;
}

/** The member an event belongs to, where its filter lets the event through. */
export function admits(channel: Channel, event: BusEvent): ChannelMember | undefined {
  const member = channel.members.find((each) => each.eventName === event.objectName);
  if (!member) return undefined;
  if (!member.filter || event.change?.changeType.startsWith('GAP_')) return member;
  const values = event.values ?? new Map<string, unknown>();
  const byName = new Map([...values].map(([name, value]) => [name.toLowerCase(), value]));
  return member.filter((field) => byName.get(field.toLowerCase())) ? member : undefined;
}
