import { join } from 'node:path';
import { packClient } from '../release/pack-client.ts';
import { root } from '../root.mjs';

/** Makes what is published, in artifacts/: the tarball of the typed client, whose name npm prints. Resolves to an exit code. */
export async function release(): Promise<number> {
  await packClient(join(root, 'artifacts'));
  return 0;
}
