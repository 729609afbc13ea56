import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

const request = (forwarded?: string) =>
  ({ socket: { remoteAddress: '10.0.0.1' }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

it.each([
  ['the connection counts while no proxy is trusted', '203.0.113.9', 0, '10.0.0.1'],
  ['what the one proxy wrote counts', '203.0.113.9', 1, '203.0.113.9'],
  ['what the client wrote himself does not count', '198.51.100.1, 203.0.113.9', 1, '203.0.113.9'],
  ['two proxies write two addresses', '198.51.100.1, 203.0.113.9, 10.0.0.7', 2, '203.0.113.9'],
  ['a header that is missing falls back to the connection', undefined, 1, '10.0.0.1'],
  ['a header that is too short falls back to the connection', '203.0.113.9', 2, '10.0.0.1'],
  ['text that is no address falls back to the connection', 'localhost', 1, '10.0.0.1'],
])('%s', (_, forwarded, trusted, address) => {
  expect(clientAddress(request(forwarded), trusted)).toBe(address);
});
