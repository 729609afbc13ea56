import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.mjs';
import { runProcess, withPath } from './run-process.mjs';

const read = (name) => readFileSync(join(root, name), 'utf8');
const stampPath = join(root, 'node_modules/.millrace-install');

/**
 * Installs what pnpm-lock.yaml says unless that was done. Told by content, not by time: a pull, a checkout and an unpacked archive set
 * times as they like.
 */
export async function installPackages() {
  process.env.PATH = withPath(dirname(process.execPath), join(root, 'node_modules/.bin'));
  const wanted = createHash('sha256');
  for (const name of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml']) wanted.update(read(name));
  const stamp = `${wanted.digest('hex')} ${process.platform}-${process.arch}\n`;
  if (installedStamp() === stamp) return;

  const [command, ...args] = findPnpm();
  const code = await runProcess(command, [...args, 'install', '--frozen-lockfile'], { CI: process.env.CI ?? 'true' });
  if (code !== 0) {
    process.stderr.write(
      'The packages could not be installed. See the lines above for the reason, and check that the npm registry is reachable.\n',
    );
    process.exit(code);
  }
  writeFileSync(stampPath, stamp);
}

function installedStamp() {
  try {
    return readFileSync(stampPath, 'utf8');
  } catch {
    return undefined;
  }
}

/** The pnpm of this machine when it is new enough, else the one that package.json names, by npx. */
function findPnpm() {
  const own = spawnSync('pnpm', ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  if (own.status === 0 && Number(own.stdout.split('.')[0]) >= 12) return ['pnpm'];
  return ['npx', '-y', JSON.parse(read('package.json')).packageManager];
}
