import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { refusalOf } from './refusal.ts';
import { uploadFile, uploadHeaders } from './upload-file.ts';

/** A server that answers every upload with `answer` and remembers the last request. */
async function uploadServer(answer: object) {
  const seen: { request?: IncomingMessage; body?: string } = {};
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    Object.assign(seen, { request, body: Buffer.concat(parts).toString() });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, seen, [Symbol.asyncDispose]: async () => void server.close() };
}

test('a name of any script arrives percent-encoded', () => {
  expect(uploadHeaders('w', 'Ré sumé 🌊.pdf')['x-file-name']).toBe('R%C3%A9%20sum%C3%A9%20%F0%9F%8C%8A.pdf');
});

test('a name with half an emoji does not break the upload', () => {
  expect(uploadHeaders('w', 'cut \ud83c')['x-file-name']).toBe('cut%20%EF%BF%BD');
});

test('octets, key and workspace reach the server and the file comes back', async () => {
  const file = { id: 'f', sha256: 'x', size: 5, mediaType: 'text/plain' };
  await using server = await uploadServer({ result: { data: file } });
  const result = await uploadFile(
    { url: server.url, apiKey: 'mr_1' },
    { workspaceId: 'w', name: 'a.txt', body: 'hello' },
  );
  expect(result).toEqual(file);
  expect(server.seen.body).toBe('hello');
  expect(server.seen.request?.headers).toMatchObject({ authorization: 'Bearer mr_1', 'x-workspace-id': 'w' });
});

test('a refusal is thrown in the words of the server', async () => {
  const data = { kind: 'invalid', reason: 'files.empty', message: 'The file is empty.', requestId: null };
  await using server = await uploadServer({ error: { code: -32_600, message: 'The file is empty.', data } });
  const upload = uploadFile({ url: server.url }, { workspaceId: 'w', name: 'a.txt', body: '' });
  const error = await upload.catch((thrown: unknown) => thrown);
  expect(error).toHaveProperty('message', 'The file is empty.');
  expect(refusalOf(error)).toEqual(data);
});
