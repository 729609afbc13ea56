import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Where a sealed text is stored, by the names that the database has for it. */
export type Cell = { workspaceId: string; table: string; column: string; row: string };

const version = 2;
/** Of texts that were sealed for a purpose and not for a cell. Only `bind-old-seals.ts` opens them. */
const oldVersion = 1;
const nonceBytes = 12;
const tagBytes = 16;
const purpose = 'sealed cells';

const keyFor = (secret: string, info: string) => Buffer.from(hkdfSync('sha256', secret, '', info, 32));

/** No part of it contains the bar: ids are UUIDs, and the names are ours. */
const boundTo = ({ workspaceId, table, column, row }: Cell) => Buffer.from([workspaceId, table, column, row].join('|'));

/** Seals a text with AES-256-GCM under the instance's secret, for one cell: version byte, nonce, tag, ciphertext, in base64. */
export function sealCell(text: string, secret: string, cell: Cell): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, purpose), nonce);
  cipher.setAAD(boundTo(cell));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Opens what `sealCell` made. Throws when the secret or the cell is another one, or the bytes were changed. */
export const unsealCell = (sealed: string, secret: string, cell: Cell): string =>
  decrypt(sealed, version, keyFor(secret, purpose), boundTo(cell));

/** Opens what was sealed before cells were bound. Throws as `unsealCell` does. */
export const unsealOld = (sealed: string, secret: string, forPurpose: string): string =>
  decrypt(sealed, oldVersion, keyFor(secret, forPurpose), Buffer.from(forPurpose));

function decrypt(sealed: string, expected: number, key: Buffer, bound: Buffer): string {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes[0] !== expected) throw new Error(`sealed with the version ${bytes[0]}, expected ${expected}`);
  const nonce = bytes.subarray(1, 1 + nonceBytes);
  const tag = bytes.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(bound);
  decipher.setAuthTag(tag);
  const text = Buffer.concat([decipher.update(bytes.subarray(1 + nonceBytes + tagBytes)), decipher.final()]);
  return text.toString('utf8');
}
