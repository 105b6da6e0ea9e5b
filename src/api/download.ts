/** A file as an answer: streamed as it is written, named with its date. */
import type { Context } from 'hono';
import { type ExportFormat, exportTypes } from '#publish/export.ts';

/**
 * Waits for the first piece before answering, so that a failure at the start is an error and not half a file; a later
 * one breaks the connection, which a client sees. When the client goes, the reading stops.
 */
export async function download(
  c: Context,
  pieces: AsyncGenerator<string>,
  file: { name: string; format: ExportFormat; date: Date },
): Promise<Response> {
  const first = await pieces.next();
  const encoder = new TextEncoder();
  let next: IteratorResult<string> = first;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (next.done) return controller.close();
        controller.enqueue(encoder.encode(next.value));
        next = await pieces.next();
        if (next.done) controller.close();
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  if (c.req.method !== 'HEAD') return c.body(body, 200, fileHeaders(file));
  await pieces.return(undefined);
  return c.body(null, 200, fileHeaders(file));
}

export function fileHeaders({ name, format, date }: { name: string; format: ExportFormat; date: Date }) {
  const day = date.toISOString().slice(0, 10);
  return {
    'Content-Type': exportTypes[format],
    'Content-Disposition': `attachment; filename="${name}-${day}.${format}"`,
  };
}
