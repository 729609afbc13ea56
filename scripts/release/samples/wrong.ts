// Each line that ends in `wrong` must not compile.
import { createClient, watch } from '@millrace/client';

const client = createClient({ url: '' });
const runId = 'r';
export const a = (await client.jobs.get.query({ runId })).titel; // wrong
export const b: number = (await client.jobs.get.query({ runId })).status; // wrong
export const c = client.jobs.get.query({ run: runId }); // wrong
export const d = client.jobs.get.query(); // wrong
export const e = client.jobs.gett; // wrong
export const f = client.jobs.get.mutate({ runId }); // wrong
for await (const { data } of watch(client.jobs.watch, { runId })) console.log(data.kind); // wrong
for await (const { data } of watch(client.jobs.get, { runId })) console.log(data); // wrong
export const g = createClient({ adress: '' }); // wrong
