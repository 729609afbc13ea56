import type { AttachmentView } from '@millrace/contract/attachments/attachments';
import type { UploadView } from '@millrace/contract/files/files';
import { createTRPCClient, type TRPCClient, unstable_localLink } from '@trpc/client';
import { type AppRouter, appRouter } from '../src/app-router.ts';
import type { Services } from '../src/services.ts';
import { authenticate } from '../src/session/authenticate.ts';

export type TestClient = TRPCClient<AppRouter>;

/** Somebody who calls: a browser with its cookie, or a tool with its key. */
export type TestCaller = {
  /** The real client over tRPC's local link; values pass through JSON as on the wire. */
  client: TestClient;
  /** The same caller with more request headers. */
  withHeaders(headers: Record<string, string>): TestClient;
  /** Puts a file into a workspace through `files.upload`, as octets. */
  upload(workspaceId: string, name: string, octets: Uint8Array | string): Promise<{ id: string }>;
  /** Attaches a file to a message to come. */
  attach(workspaceId: string, name: string, octets: Uint8Array | string): Promise<AttachmentView>;
  /** Sends a part of an upload through `files.uploadPart`. */
  uploadPart(
    workspaceId: string,
    uploadId: string,
    offset: number,
    octets: Uint8Array | string | ReadableStream<Uint8Array>,
  ): Promise<UploadView>;
  /** The cookie's session token; undefined when signed out. */
  sessionToken(): string | undefined;
};

let requests = 0;

export function testCaller(
  services: Services,
  { authorization, address = '127.0.0.1' }: { authorization?: string; address?: string } = {},
): TestCaller {
  let sessionToken: string | undefined;
  let deviceMark: string | undefined;
  const clientWith = (headers: Record<string, string>) =>
    createTRPCClient<AppRouter>({
      links: [
        unstable_localLink({
          router: appRouter,
          createContext: async () => ({
            services,
            caller: await authenticate(services.db, { sessionToken, authorization }, services.clock()),
            requestId: `test-${++requests}`,
            address,
            header: (name: string) => headers[name.toLowerCase()],
            requireCookies: () => undefined,
            deviceMark,
            setDeviceMark: (mark: string) => {
              deviceMark = mark;
            },
            setSession: (token: string | null) => {
              sessionToken = token ?? undefined;
            },
          }),
        }),
      ],
    });
  return {
    client: clientWith(userAgent),
    withHeaders: (headers) => clientWith({ ...userAgent, ...headers }),
    upload: (workspaceId, name, octets) =>
      clientWith(fileHeaders(workspaceId, name)).files.upload.mutate(streamOf(octets) as never),
    attach: (workspaceId, name, octets) =>
      clientWith(fileHeaders(workspaceId, name)).attachments.add.mutate(streamOf(octets) as never),
    async uploadPart(workspaceId, uploadId, offset, octets) {
      const client = clientWith({
        ...userAgent,
        'x-workspace-id': workspaceId,
        'x-upload-id': uploadId,
        'x-upload-offset': String(offset),
        'content-type': 'application/octet-stream',
      });
      return client.files.uploadPart.mutate(streamOf(octets) as never);
    },
    sessionToken: () => sessionToken,
  };
}

const userAgent = { 'user-agent': 'Millrace tests' };

const fileHeaders = (workspaceId: string, name: string) => ({
  ...userAgent,
  'x-workspace-id': workspaceId,
  'x-file-name': encodeURIComponent(name),
  'content-type': 'application/octet-stream',
});

/** Over HTTP the parser makes this stream of the body; the local link passes it as it is. */
const streamOf = (octets: Uint8Array | string | ReadableStream<Uint8Array>): ReadableStream<Uint8Array> =>
  octets instanceof ReadableStream
    ? octets
    : new Blob([typeof octets === 'string' ? octets : new Uint8Array(octets)]).stream();
