import { randomUUID } from 'node:crypto';
import { type Client, createClient } from '@millrace/client/create-client';
import { uploadFile } from '@millrace/client/upload-file';
import type { BrowserContext } from '@playwright/test';

/** A person with an account, a workspace and a session, who can also act through the API. */
export type Person = {
  name: string;
  email: string;
  password: string;
  workspaceId: string;
  client: Client;
  upload(name: string, body: Uint8Array<ArrayBuffer>): Promise<{ sourceId: string }>;
  /** Signs this person in at that browser. */
  enter(context: BrowserContext): Promise<void>;
  /** Deletes all sources, which ends the work on them. */
  leaveNothing(): Promise<void>;
};

const password = 'a long enough password';

/** A `fetch` that keeps the session's cookie, as a page of that server. */
function withCookie(url: string): { fetch: typeof fetch; cookie: () => string } {
  let cookie = '';
  return {
    cookie: () => cookie,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('origin', url);
      if (cookie) headers.set('cookie', cookie);
      const response = await fetch(input, { ...init, headers });
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      return response;
    },
  };
}

/** Signs up somebody new, by name; needs open registration unless it is the first account. */
export async function signUp(
  url: string,
  name: string,
  email = `${name}-${randomUUID()}@example.org`,
): Promise<Person> {
  const session = withCookie(url);
  const client = createClient({ url, fetch: session.fetch });
  await client.session.signUp.mutate({ name, email: email.toLowerCase(), password });
  const { id: workspaceId } = await client.workspaces.create.mutate({ name: `${name}’s workspace` });
  return {
    name,
    email: email.toLowerCase(),
    password,
    workspaceId,
    client,
    async upload(fileName, body) {
      const file = await uploadFile({ url, fetch: session.fetch }, { workspaceId, name: fileName, body });
      return client.sources.create.mutate({ workspaceId, kind: 'file', fileId: file.id });
    },
    async leaveNothing() {
      // a test may have ended the session or left the workspace
      const { user, workspaces } = await client.session.me.query();
      if (user === null || !workspaces.some(({ id }) => id === workspaceId)) return;
      for (;;) {
        const { items } = await client.sources.list.query({ workspaceId, limit: 200 });
        if (items.length === 0) return;
        const sourceIds = items.map(({ id }) => id);
        const { done } = await client.sources.bulk.mutate({ workspaceId, sourceIds, action: { verb: 'delete' } });
        if (done.length === 0) return;
      }
    },
    async enter(context) {
      const [cookieName = '', value = ''] = session.cookie().split('=');
      await context.addCookies([{ name: cookieName, value, url, httpOnly: true, sameSite: 'Lax' }]);
    },
  };
}
