/** multipart/form-data bodies, small enough to be in memory. */
import { ApiError } from '../errors.ts';

/** Part name → content. @throws 400 without a boundary */
export function readMultipart(body: Buffer, contentType: string): Map<string, Buffer> {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/i.exec(contentType);
  if (!boundary)
    throw new ApiError(400, 'INVALID_MULTIPART_REQUEST', 'multipart/form-data with a boundary is required');
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]!.trim()}`);
  const parts = new Map<string, Buffer>();
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length + 2;
    const next = body.indexOf(mark, start);
    if (next < 0) break;
    const headerEnd = body.indexOf('\r\n\r\n', start);
    if (headerEnd >= 0 && headerEnd < next) {
      const name = /\bname="([^"]*)"/i.exec(body.subarray(start, headerEnd).toString())?.[1];
      if (name !== undefined) parts.set(name, body.subarray(headerEnd + 4, next - 2));
    }
    at = next;
  }
  return parts;
}
