/** Messages of the Pub/Sub API as proto-loader hands them over (`keepCase`, enums as numbers). */
export interface ProducerEvent {
  id: string;
  schema_id: string;
  payload: Buffer;
  headers: { key: string; value: Buffer }[];
}

export interface PublishRequest {
  topic_name: string;
  events: ProducerEvent[];
}

export interface PublishResult {
  replay_id: Buffer;
  error?: { code: number; msg: string };
  correlation_key: string;
}

export interface PublishResponse {
  results: PublishResult[];
  schema_id: string;
  rpc_id: string;
}

export interface FetchRequest {
  topic_name: string;
  /** 0 latest, 1 earliest, 2 custom. */
  replay_preset: number;
  replay_id: Buffer;
  num_requested: number;
}

export interface FetchResponse {
  events: { event: ProducerEvent; replay_id: Buffer }[];
  latest_replay_id: Buffer;
  rpc_id: string;
  pending_num_requested: number;
}

/** 8 bytes, big-endian. */
export function replayBytes(replayId: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(replayId));
  return bytes;
}

/** Undefined for anything but 8 bytes. */
export function replayNumber(bytes: Buffer): number | undefined {
  return bytes.length === 8 ? Number(bytes.readBigUInt64BE()) : undefined;
}
