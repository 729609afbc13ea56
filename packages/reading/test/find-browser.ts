import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The path of a Chromium on this machine; without one it says loudly that tests are left out. */
export function findBrowser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = process.env.CHROMIUM_PATH ?? paths.find((path) => existsSync(path));
  if (found === undefined)
    process.stderr.write(
      '\nNOT RUN: the tests of rendered pages: Chromium was not found; set CHROMIUM_PATH to its path.\n\n',
    );
  return found;
}
