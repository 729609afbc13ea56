import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from '../run-process.mjs';
import { buildClient } from './build-client.ts';

/** Builds the client and packs it as `millrace-client-<version>.tgz` into `folder`; resolves to the tarball's path. */
export async function packClient(folder: string): Promise<string> {
  const { folder: built, version } = await buildClient();
  await mkdir(folder, { recursive: true });
  const code = await runProcess('npm', ['pack', built, '--silent', '--pack-destination', folder]);
  if (code !== 0) throw new Error('npm could not pack the client.');
  return join(folder, `millrace-client-${version}.tgz`);
}
