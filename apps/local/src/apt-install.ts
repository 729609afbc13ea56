import { execFile } from 'node:child_process';
import { findProgram } from './find-program.ts';

/** True where packages can be installed without asking anybody: root on Debian or Ubuntu. */
export const canAptInstall = () => process.getuid?.() === 0 && findProgram('apt-get') !== undefined;

/** Installs Debian packages, with fresh package lists where the ones at hand do not do. Throws with what apt-get said at the end. */
export async function aptInstall(packages: string[]): Promise<void> {
  const install = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...packages];
  if ((await aptGet(install)).ok) return;
  await aptGet(['update']);
  const second = await aptGet(install);
  if (second.ok) return;
  const end = second.output.trim().split('\n').slice(-5).join('\n');
  throw new Error(`apt-get could not install ${packages.join(' ')}:\n${end}`);
}

function aptGet(args: string[]): Promise<{ ok: boolean; output: string }> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return new Promise((resolve) => {
    execFile('apt-get', args, { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ ok: !error, output: stdout + stderr }),
    );
  });
}
