import http from 'node:http';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { type EgressOptions, openEgress } from '../src/open-egress.ts';

export const portOf = (server: net.Server | undefined) => (server?.address() as AddressInfo | undefined)?.port ?? 0;

/** A listener that nobody may reach: it counts connections, not answers. */
export async function openCanary() {
  let connections = 0;
  const servers = await Promise.all(
    ['127.0.0.1', '::1'].map(
      (host) =>
        new Promise<net.Server>((resolve) => {
          const server = net.createServer((socket) => {
            connections += 1;
            socket.destroy();
          });
          server.listen(0, host, () => resolve(server));
        }),
    ),
  );
  return {
    port: portOf(servers[0]),
    port6: portOf(servers[1]),
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/** A site on the loopback, allowed on purpose by its made-up name. */
export async function openSite(handle: http.RequestListener) {
  const server = http.createServer(handle).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://site.test:${port}`,
    allow: `site.test:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const names: Record<string, string[]> = {
  'site.test': ['127.0.0.1'],
  'inside.test': ['127.0.0.1'],
  'mixed.test': ['93.184.216.34', '127.0.0.1'],
  'inside6.test': ['::1'],
  'mapped.test': ['::ffff:127.0.0.1'],
  localhost: ['127.0.0.1', '::1'],
  'metadata.google.internal': ['169.254.169.254'],
};
const resolve: EgressOptions['resolve'] = async (host) => {
  const found = names[host];
  if (!found) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};
export const open = (allow = '') =>
  openEgress({ allow, userAgent: 'MillraceTest/1 (+mailto:ops@example.org)', resolve });
export const textOf = async (body: AsyncIterable<Uint8Array>) => {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString();
};
