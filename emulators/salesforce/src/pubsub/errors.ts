/** Errors of the Pub/Sub API: a gRPC status, and in the trailers the platform's own code and the id of the call. */
import { randomUUID } from 'node:crypto';
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';

const PREFIX = 'sfdc.platform.eventbus.grpc.';

/** @param code without its prefix: `topic.not.found` */
export function rpcError(
  grpcStatus: status,
  code: string,
  message: string,
  rpcId: string = randomUUID(),
): ServiceError {
  const metadata = new Metadata();
  metadata.set('error-code', PREFIX + code);
  metadata.set('rpc-id', rpcId);
  const details = `${message}. rpcId: ${rpcId}`;
  return Object.assign(new Error(details), { code: grpcStatus, details, metadata }) as ServiceError;
}

export { status };
