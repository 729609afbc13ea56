import { execFile } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findProgram } from './find-program.ts';

/** True where packages can be installed without asking anybody: root on Debian or Ubuntu. */
export const canAptInstall = () => process.getuid?.() === 0 && findProgram('apt-get') !== undefined;

/**
 * Installs Debian packages, with fresh package lists where the ones at hand do not do. Their services are not started: what we want is
 * the programs. Throws with what apt-get said at the end.
 */
export async function aptInstall(packages: string[]): Promise<void> {
  const allowServices = forbidServices();
  try {
    await install(packages);
  } finally {
    allowServices();
  }
}

const servicePolicy = '/usr/sbin/policy-rc.d';

/** Debian's way to keep a package from starting its service. Should we be killed, it forbids nothing any more. */
function forbidServices(): () => void {
  if (existsSync(servicePolicy)) return () => {};
  writeFileSync(servicePolicy, `#!/bin/sh\nif [ -d /proc/${process.pid} ]; then exit 101; fi\n`, { mode: 0o755 });
  return () => rmSync(servicePolicy, { force: true });
}

async function install(packages: string[]): Promise<void> {
  const command = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...packages];
  if ((await aptGet(command)).ok) return;
  await aptGet(['update']);
  const second = await aptGet(command);
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
