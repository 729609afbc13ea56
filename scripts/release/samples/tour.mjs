// Everything that a program does with the client, in plain JavaScript. Prints what it saw as JSON.
import { randomUUID } from 'node:crypto';
import { createClient, refusalOf, uploadFile, watch } from '@millrace/client';

const [url, apiKey, workspaceId] = process.argv.slice(2);
const connection = { url, apiKey };
const client = createClient(connection);

const sent = [];
const file = await uploadFile(connection, {
  workspaceId,
  name: 'Schleusen – 水門.txt',
  body: 'The sluice is opened on Mondays.',
  onProgress: (progress) => sent.push(progress),
});
const { runId } = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: file.id });

const watched = [];
for await (const { data } of watch(client.jobs.watch, { runId })) watched.push(data.type);

const stopping = new AbortController();
const aborted = [];
try {
  stopping.abort(new Error('enough'));
  await uploadFile(connection, { workspaceId, name: 'a.txt', body: 'a', signal: stopping.signal });
} catch (error) {
  aborted.push(error.message);
}

const refused = await client.jobs.get.query({ runId: randomUUID() }).catch(refusalOf);
const { status } = await client.jobs.get.query({ runId });
console.log(JSON.stringify({ node: process.versions.node, sent: sent.at(-1), last: watched.at(-1), status, aborted, refused: refused.kind }));
