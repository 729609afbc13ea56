// Prints the number of each event of a run as it comes, and `end`.
import { createClient, watch } from '@millrace/client';

const [url, apiKey, runId] = process.argv.slice(2);
const client = createClient({ url, apiKey });
for await (const { data } of watch(client.jobs.watch, { runId })) {
  console.log(data.type === 'progress' ? data.progress.n : data.type);
}
console.log('end');
