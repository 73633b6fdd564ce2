/** Publish and PublishStream. */
import { randomUUID } from 'node:crypto';
import type { EventBus } from '../events/bus.ts';
import type { Channel, ChannelMember } from '../events/channels.ts';
import type { BusEvent } from '../events/event.ts';
import type { Org } from '../org/services.ts';
import type { OrgUser } from '../security/access.ts';
import { currentSchema, decode, schemaById } from './codec.ts';
import { rpcError, status } from './errors.ts';
import {
  type ProducerEvent,
  type PublishRequest,
  type PublishResponse,
  type PublishResult,
  replayBytes,
} from './messages.ts';

const MAX_EVENT_BYTES = 1_048_576;
const PUBLISH = 1;

/** @throws a ServiceError for what fails as a whole; failures of single events are in the results, in order */
export function publish(
  org: Org,
  bus: EventBus,
  channel: Channel,
  request: PublishRequest,
  user: OrgUser,
): PublishResponse {
  const member = channel.members[0];
  if (!channel.canPublish || !member || !org.security.rights(user).canCreate(member.object.name)) {
    const words = `The user does not have permission to publish to ${channel.topic}`;
    throw rpcError(status.PERMISSION_DENIED, 'topic.meta.permission', words);
  }
  if (request.events.length === 0) {
    throw rpcError(status.INVALID_ARGUMENT, 'publish.event.count.invalid', 'At least one event is required');
  }
  const schema = currentSchema(member);
  const problems = request.events.map(problemOf);
  const refusal = bus.refusal(problems.filter((problem) => problem === undefined).length)?.message;
  const events = request.events.map((event, index) => {
    const problem = problems[index] ?? refusal;
    return problem === undefined ? take(event, member, user) : problem;
  });
  const stored = bus.append(events.filter((event) => typeof event !== 'string'));
  let next = 0;
  const results = events.map((event, index): PublishResult => {
    const correlation_key = request.events[index]!.id;
    if (typeof event === 'string')
      return { replay_id: Buffer.alloc(0), error: { code: PUBLISH, msg: event }, correlation_key };
    return { replay_id: replayBytes(stored[next++]!.replayId), correlation_key };
  });
  return { results, schema_id: schema.id, rpc_id: randomUUID() };
}

function problemOf(event: ProducerEvent): string | undefined {
  if (!schemaById(event.schema_id)) return `The schema id ${event.schema_id} is unknown`;
  if (event.payload.length > MAX_EVENT_BYTES) return 'The event message exceeds the maximum size of 1 MB';
  return undefined;
}

function take(event: ProducerEvent, member: ChannelMember, user: OrgUser): Omit<BusEvent, 'replayId'> {
  const decoded = decode(event.payload, schemaById(event.schema_id)!, member);
  const { createdById, createdDate } = decoded ?? {};
  return {
    objectName: member.eventName,
    eventUuid: event.id === '' ? randomUUID() : event.id,
    publishedAt: typeof createdDate === 'number' && createdDate > 0 ? Math.min(createdDate, Date.now()) : Date.now(),
    publishedBy: typeof createdById === 'string' && createdById.startsWith('005') ? createdById : user.id,
    values: decoded?.values,
    change: undefined,
    raw: { schemaId: event.schema_id, payload: Buffer.from(event.payload) },
    isFromApex: false,
  };
}
