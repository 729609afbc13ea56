import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../find-chromium.ts';
import { root } from '../root.mjs';
import { runProcess } from '../run-process.mjs';

const folder = join(root, 'apps/web/e2e/ui-pictures');

/** Takes the pictures again that the test of the components compares with; `args` are names of components, or none for all of them. */
export async function renewUiPictures(names: string[]): Promise<number> {
  const chromium = await findChromium();
  if (chromium === undefined) {
    process.stderr.write('Chromium was not found. Set CHROMIUM_PATH to its path.\n');
    return 1;
  }
  // those of components that are no longer there go too
  if (names.length === 0) rmSync(folder, { recursive: true, force: true });
  const which = names.length > 0 ? ['--grep', ` (${names.join('|')}) looks as it did`] : [];
  const args = [
    'test',
    '--config',
    'apps/web/e2e/playwright.config.ts',
    '--project',
    'ui',
    '--update-snapshots',
    ...which,
  ];
  return runProcess('playwright', args, { CHROMIUM_PATH: chromium, NODE_ENV: 'test' });
}
