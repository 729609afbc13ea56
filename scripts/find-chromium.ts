import { aptInstall, canAptInstall } from '@millrace/local/apt-install';
import { findProgram } from '@millrace/local/find-program';

const find = () =>
  process.env.CHROMIUM_PATH ?? findProgram('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome');

/** The path of a Chromium, installed by apt-get where we may; undefined: there is none to get. */
export async function findChromium(): Promise<string | undefined> {
  const found = find();
  if (found || !canAptInstall()) return found;
  process.stdout.write('Chromium was not found. Installing it with apt-get.\n');
  await aptInstall(['chromium', 'fonts-liberation']);
  return find();
}
