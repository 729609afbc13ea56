import { type Client, createClient } from '@millrace/client/create-client';
import type { Product } from '../page/start-product.ts';

/** A workspace with something to find, in which one member asks for much and another for little. */
export type House = {
  /** A key of the member who asks for much, and what it is asked with. */
  load: { url: string; workspaceId: string; key: string };
  /** One query of the other member. */
  neighbour(): Promise<unknown>;
};

/** `texts`: how many sources of some pages there are. */
export async function openHouse(product: Product, texts: number): Promise<House> {
  const { url, client, workspaceId } = product;
  for (let n = 0; n < texts; n += 1) {
    await client.sources.create.mutate({ workspaceId, kind: 'text', title: `Text ${n}`, text: textOf(n) });
  }
  for (;;) {
    const { items } = await client.jobs.list.query({ workspaceId });
    if (items.every(({ status }) => !['queued', 'running'].includes(status))) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const { key } = await client.apiKeys.create.mutate({ workspaceId, name: 'greedy', role: 'viewer' });
  const { token } = await client.workspaces.invite.mutate({ workspaceId, email: 'ben@example.org', role: 'viewer' });
  const ben = await signUp(url, token);
  return {
    load: { url, workspaceId, key },
    neighbour: () => ben.conversations.list.query({ workspaceId }),
  };
}

async function signUp(url: string, invitation: string): Promise<Client> {
  let cookie = '';
  const withCookie: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('origin', url);
    if (cookie) headers.set('cookie', cookie);
    const response = await fetch(input, { ...init, headers });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return response;
  };
  const client = createClient({ url, fetch: withCookie });
  const person = { name: 'Ben', email: 'ben@example.org', password: 'another long enough password' };
  await client.session.signUp.mutate({ ...person, invitation });
  return client;
}

const words = 'leave travel invoice office contract notice holiday laptop training salary meeting parking badge'.split(
  ' ',
);

/** Some forty paragraphs, the same in every run. */
const textOf = (n: number): string =>
  Array.from({ length: 40 }, (_, i) =>
    Array.from({ length: 60 }, (_, k) => words[(n * 7 + i * 3 + k * (1 + (i % 5))) % words.length]).join(' '),
  ).join('.\n\n');
