import type { FileView } from '@millrace/contract/files/files';
import { authorization, type ClientOptions } from './create-client.ts';

type Body = NonNullable<RequestInit['body']>;
type Envelope = { result: { data: FileView } } | { error: { message: string } };

/**
 * Uploads one file to a workspace; the result's `id` is what `sources.create` takes. The body is streamed if it is a stream.
 * Throws an Error with the server's reason in words when the file is refused.
 */
export async function uploadFile(
  options: Pick<ClientOptions, 'url' | 'apiKey' | 'fetch'>,
  file: { workspaceId: string; name: string; body: Body },
): Promise<FileView> {
  const send = options.fetch ?? globalThis.fetch;
  const init = {
    method: 'POST',
    headers: { ...uploadHeaders(file.workspaceId, file.name), ...authorization(options.apiKey) },
    body: file.body,
    duplex: 'half' as const,
  };
  const response = await send(`${options.url}/trpc/files.upload`, init);
  const answer = (await response.json().catch(() => undefined)) as Envelope | undefined;
  if (answer === undefined) throw new Error(`The server answered ${response.status} without saying why.`);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.result.data;
}

/** What `files.upload` needs to know besides the octets. Names travel percent-encoded since headers are ASCII. */
export function uploadHeaders(workspaceId: string, name: string): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    'x-workspace-id': workspaceId,
    'x-file-name': encodeURIComponent(name.toWellFormed()),
  };
}
