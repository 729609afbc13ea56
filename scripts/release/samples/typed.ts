// What a program in strict TypeScript may rely on. Compiles as it is.
import { type Client, createClient, type JobEvent, type Refusal, type RunView, refusalOf, uploadFile, watch } from '@millrace/client';

type IsAny<T> = 0 extends 1 & T ? true : false;
type Output<P> = P extends { query: (...input: never) => Promise<infer O> }
  ? O
  : P extends { mutate: (...input: never) => Promise<infer O> }
    ? O
    : never;
type Input<P> = P extends { query: (input: infer I) => unknown } | { mutate: (input: infer I) => unknown } ? I : never;
/** The names of procedures that take or answer `any`. */
type Untyped = {
  [F in keyof Client]: {
    [P in keyof Client[F]]: true extends IsAny<Output<Client[F][P]>> | IsAny<Input<Client[F][P]>> ? [F, P] : never;
  }[keyof Client[F]];
}[keyof Client];
export const nothingIsUntyped: [Untyped] extends [never] ? true : Untyped = true;

export async function tour(runId: string, workspaceId: string, signal: AbortSignal): Promise<RunView> {
  const connection = { url: 'http://127.0.0.1:3000', apiKey: 'mr_1' };
  const client = createClient(connection);
  const file = await uploadFile(connection, {
    workspaceId,
    name: 'a.txt',
    body: new Blob(['a']),
    signal,
    onProgress: ({ sent, total }) => console.log(sent satisfies number, total satisfies number | undefined),
  });
  const created = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: file.id });
  const title: string = created.title;
  const { user } = await client.session.me.query();
  for await (const { id, data } of watch(client.jobs.watch, { runId, lastEventId: null }, { signal })) {
    const event: JobEvent = data;
    if (event.type === 'failed') console.log(id.length, event.willRetry satisfies boolean, title, user);
  }
  for await (const { data } of watch(client.jobs.feed, { workspaceId })) console.log(data.run?.progress.text);
  client.jobs.watch.subscribe({ runId }, { onData: ({ data }) => console.log(data.type) }).unsubscribe();
  const refusal: Refusal | undefined = refusalOf(new Error('cut'));
  if (refusal?.kind === 'limited') console.log(refusal.retryAfterMs);
  return client.jobs.get.query({ runId }, { signal });
}
