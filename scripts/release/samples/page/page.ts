// The client in a page that a stranger built with Vite: an upload with progress, a job, a stream.
import { createClient, uploadFile, watch } from '@millrace/client';

const [apiKey, workspaceId = ''] = location.hash.slice(1).split('/');
const connection = { url: '', apiKey };
const client = createClient(connection);

async function tour(): Promise<object> {
  let sent = 0;
  const body = new File(['The sluice is opened on Mondays, and again on Fridays.'], 'page.txt');
  const onProgress = (progress: { sent: number }) => {
    sent = progress.sent;
  };
  const file = await uploadFile(connection, { workspaceId, name: body.name, body, onProgress });
  const { runId } = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: file.id });
  const seen: string[] = [];
  for await (const { data } of watch(client.jobs.watch, { runId })) seen.push(data.type);
  return { sent, size: body.size, last: seen.at(-1) };
}

const output = document.querySelector('output') as HTMLOutputElement;
tour().then(
  (result) => {
    output.value = JSON.stringify(result);
  },
  (error: unknown) => {
    output.value = String(error);
  },
);
