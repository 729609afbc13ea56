import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../find-chromium.ts';
import { root } from '../root.mjs';
import { runProcess } from '../run-process.mjs';
import { buildWebIfStale } from './build-web.ts';

const folder = 'docs/images';
/** In bytes: pictures are kept in the repository, and every clone fetches each version of them. */
const largest = 250_000;

/** Makes the pictures of the README, in both themes, from the running product; fails when one is too large to be kept. */
export async function screenshots(): Promise<number> {
  const built = await buildWebIfStale();
  if (built !== 0) return built;
  const chromium = await findChromium();
  if (chromium === undefined) {
    process.stderr.write('Chromium was not found. Set CHROMIUM_PATH to its path.\n');
    return 1;
  }
  const args = ['test', '--config', 'apps/web/e2e/playwright.config.ts', '--project', 'pictures'];
  const code = await runProcess('playwright', args, { CHROMIUM_PATH: chromium, NODE_ENV: 'test', PICTURES: '1' });
  if (code !== 0) return code;
  const sizes = readdirSync(join(root, folder)).map((name) => ({
    name,
    size: statSync(join(root, folder, name)).size,
  }));
  for (const { name, size } of sizes) process.stdout.write(`${folder}/${name}: ${Math.ceil(size / 1_000)} kB\n`);
  return sizes.every(({ size }) => size <= largest) ? 0 : 1;
}
