import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { root } from './root.mjs';

/** Runs TypeScript as it is. */
const NEEDED = 24;
const FETCHED = '24.21.0';
/** npm packages that hold the bare binary, without an install script. Those for macOS lag behind. */
const platforms = { linux: 'linux', win32: 'win' };

export const isNewEnough = () => Number(process.versions.node.split('.')[0]) >= NEEDED;

/** The path of a Node 24. Ends the process when there is none to get. */
export function findNode24() {
  process.stdout.write(
    `Node ${process.versions.node} is older than ${NEEDED}: using Node ${FETCHED} from the npm registry.\n`,
  );
  return fetchNode(FETCHED) ?? giveUp();
}

/**
 * The path of a Node of this version, fetched from the npm registry once and kept in npm's cache; undefined: there is none to get.
 * @param {string} version
 * @returns {string | undefined}
 */
export function fetchNode(version) {
  const platform = platforms[process.platform];
  if (!platform) return undefined;
  const args = ['-y', '-p', `node-${platform}-${process.arch}@${version}`, 'node', '-p', 'process.execPath'];
  const npx = spawnSync('npx', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  const path = npx.stdout?.trim().split('\n').pop();
  return npx.status === 0 && path && existsSync(path) ? path : undefined;
}

function giveUp() {
  process.stderr.write(
    `Millrace needs Node ${NEEDED} or newer, but this is ${process.versions.node}. Install Node ${NEEDED} (https://nodejs.org) and try again.\n`,
  );
  process.exit(1);
}
