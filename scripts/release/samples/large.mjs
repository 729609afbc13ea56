// Uploads a large table twice: once to its end, telling how far it is, and once until it is aborted in its midst.
import { createClient, uploadFile } from '@millrace/client';

const [url, apiKey, workspaceId] = process.argv.slice(2);
const connection = { url, apiKey };
const body = new Blob(['day,litres\n', 'Monday,12345678\n'.repeat(650_000)]);
// in the second part
const half = 8.5 * 1024 * 1024;

let told = false;
const onProgress = ({ sent }) => {
  if (sent > half && !told) console.log('half');
  told ||= sent > half;
};
const file = await uploadFile(connection, { workspaceId, name: 'gauge.csv', body, onProgress });
console.log(file.size === body.size ? file.sha256 : 'not whole');

const stopping = new AbortController();
const stop = ({ sent }) => sent > half && stopping.abort(new Error('enough'));
const options = { workspaceId, name: 'again.csv', body, signal: stopping.signal, onProgress: stop };
await uploadFile(connection, options).catch((error) => console.log(error.message));

const { bytes } = await createClient(connection).files.usage.query({ workspaceId });
console.log(bytes.used >= body.size ? 'counted' : 'not counted');
