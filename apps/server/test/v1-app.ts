import type { TestOptions } from '@millrace/features/test/test-app';
import { httpApp } from './http-app.ts';

export type Completion = {
  choices: { message: { content: string }; finish_reason: string }[];
  notices?: string[];
  error?: { message: string; type: string; param: string | null; code: string };
};

type Answer = { status: number; headers: { get(name: string): string | null }; text: string };
type PromptMessage = { role: string; content: string };

/** The product with a worker and a key of its workspace, and requests to /v1 as programs send them. */
export async function openV1(options: TestOptions = {}) {
  const http = await httpApp(options);
  await http.app.startWorker();
  const { workspaceId } = http.app;
  const { key } = await http.app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'analyst' });
  const send = async (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${http.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const complete = async (body: object) => {
    const { status, text } = await send('/v1/chat/completions', { model: 'millrace', ...body });
    return { status, body: JSON.parse(text) as Completion };
  };
  const server = options.model ? await http.app.answerWith(options.model) : undefined;
  /** What the model was sent last. */
  const prompt = () => (server?.requests.at(-1)?.body as { messages?: PromptMessage[] } | undefined)?.messages ?? [];
  return { http, key, send, complete, server, prompt };
}
