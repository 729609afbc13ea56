import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, extname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { listFiles, read, readSources } from './read-house.ts';
import { root } from './root.mjs';
import { wings } from './wings.ts';

const files = listFiles();
const prose = files.filter(
  (path) => extname(path) === '.md' && path !== 'CHANGELOG.md' && !path.startsWith('.changeset/'),
);
const basenames = new Set(files.map((path) => basename(path)));
const folders = new Set(files.flatMap((path) => ancestors(path)));

function ancestors(path: string): string[] {
  const above = dirname(path);
  return above === '.' ? [] : [above, ...ancestors(above)];
}

/** What a name in prose must end with to be taken for a file of ours. */
const named = /^[\w.@-]+(\/[\w.@-]+)*\.(tsx?|mjs|css|md|sql|ya?ml|json)$/;
/** Names that stand for any file, and one that no file of ours has. */
const placeholder = /(^|\/)(x|verb-noun|index)\.[\w.]+$/;

/** The files and folders that a Markdown text names in backticks, code blocks left out. */
function namesIn(text: string): string[] {
  const plain = text.replace(/^```[\s\S]*?^```/gm, '');
  return [...plain.matchAll(/`([^`\n]+)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => named.test(name) || /^(packages|apps|docs|scripts|bench|faults)\/[\w./-]*\w\/?$/.test(name));
}

/** Whether `name`, written in the file at `path`, is there: from the root, from that file, within its package, or anywhere by name alone. */
function isThere(name: string, path: string): boolean {
  if (placeholder.test(name)) return true;
  if (!name.includes('/')) return basenames.has(name);
  const clean = normalize(name).replace(/\/$/, '');
  const tail = `/${clean}`;
  return (
    folders.has(clean) ||
    [clean, join(dirname(path), clean)].some((at) => files.includes(at)) ||
    files.some((at) => at.endsWith(tail))
  );
}

test('comments name only documents that are there', () => {
  const wrong = readSources(files).flatMap(({ path, text }) =>
    [...text.matchAll(/\bdocs\/[\w./-]+\.md\b/g)]
      .filter(([name]) => !path.startsWith('scripts/house-docs') && !files.includes(name))
      .map(([name]) => `${path}: ${name}`),
  );
  expect(wrong).toEqual([]);
});

/** What a recipe tells its reader to write. */
const toBeWritten = (text: string) => [...text.matchAll(/^New file `([^`]+)`:$/gm)].map(([, name]) => name);
const missingIn = (path: string, text: string) =>
  namesIn(text).filter((name) => !isThere(name, path) && !toBeWritten(text).includes(name));

test.each(prose)('%s names only files and folders that are there', (path) => {
  expect(missingIn(path, read(path))).toEqual([]);
});

test('a file that prose names and nobody has is found', () => {
  const text = 'Read `docs/words.md`, `scripts/gone.ts`, `nowhere.test.ts` and `packages/db`, not `packages/gone`.';
  expect(missingIn('README.md', text)).toEqual(['scripts/gone.ts', 'nowhere.test.ts', 'packages/gone']);
});

/** What profilers, compilers and crashes leave behind, editors' copies, and declarations beside the file that they were made from. */
const junk = [
  /(^|\/)isolate-[^/]*\.log$/,
  /\.(log|tsbuildinfo|heapsnapshot|heapprofile|cpuprofile|orig|rej|swp|bak|tmp)$/,
  /(^|\/)(core|core\.\d+|\.DS_Store|Thumbs\.db|nohup\.out)$/,
  /~$/,
];
function isJunk(path: string, tracked: Set<string>): boolean {
  const source = /^(.*)\.d\.(m?ts)$/.exec(path);
  return junk.some((pattern) => pattern.test(path)) || (source !== null && tracked.has(`${source[1]}.${source[2]}`));
}

test.runIf(existsSync(join(root, '.git')))('git keeps nothing that a program left behind', () => {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  const tracked = new Set(listed);
  expect(listed.filter((path) => isJunk(path, tracked))).toEqual([]);
});

test.each(['isolate-0x1a-15-v8.log', 'apps/x/CPU.cpuprofile', 'packages/a/dist.tsbuildinfo', 'core.123', 'a/b.d.ts'])(
  '%s is junk',
  (path) => {
    expect(isJunk(path, new Set(['a/b.ts']))).toBe(true);
  },
);

const decisions = files.filter((path) => /^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/.test(path)).sort();
const statusLine =
  /^Date: (\d{4}-\d{2}-\d{2}) · Status: (accepted|superseded by \[\d{4}\]\((\d{4}-[a-z0-9-]+\.md)\))$/m;

test.each(decisions)('%s begins with its title, date and status', (path) => {
  const [title = '', blank, status = ''] = read(path).split('\n');
  expect(title).toMatch(/^# \S/);
  expect(blank).toBe('');
  expect(status).toMatch(statusLine);
});

test('decisions are numbered without a gap', () => {
  const numbers = decisions.map((path) => Number(basename(path).slice(0, 4)));
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
});

test('the index of decisions has each of them once, with its title, date and status', () => {
  const rows = read('docs/decisions/README.md')
    .split('\n')
    .filter((line) => line.startsWith('| ['));
  const expected = decisions.map((path) => {
    const text = read(path);
    const [, date, status] = statusLine.exec(text) ?? [];
    const title = text.slice(2, text.indexOf('\n'));
    return `| [${basename(path).slice(0, 4)}](${basename(path)}) | ${title} | ${date} | ${status} |`;
  });
  expect(rows).toEqual(expected);
});

const manifests = files.filter((path) => basename(path) === 'package.json');
type Manifest = Record<string, unknown> & { repository?: { url?: string; directory?: string } };
const manifest = (path: string) => JSON.parse(read(path)) as Manifest;

test.each(manifests)('%s says what it is, where it lives, and on which Node it runs', (path) => {
  const { description, license, homepage, repository, engines } = manifest(path);
  const { homepage: home, repository: rootRepository, license: rootLicense } = manifest('package.json');
  expect(description).toMatch(/^\S.{10,}/);
  expect(engines).toMatchObject({ node: expect.stringMatching(/^>=\d+/) });
  const folder = dirname(path);
  expect({ license, homepage, url: repository?.url, directory: repository?.directory ?? '.' }).toEqual({
    license: rootLicense,
    homepage: home,
    url: rootRepository?.url,
    directory: folder,
  });
});

test('the repository has one address, wherever it is written', () => {
  const home = String(manifest('package.json').homepage).split('#')[0];
  const written = files
    .filter((path) => /\.(md|ya?ml|json)$/.test(path) && path !== 'pnpm-lock.yaml')
    .flatMap((path) => [...read(path).matchAll(/https:\/\/github\.com\/[\w.-]+\/millrace\b/g)].map(([url]) => url));
  expect([...new Set(written)]).toEqual([home]);
});

test('the architecture names every package, and none that is not there', () => {
  const text = read('docs/architecture.md');
  const there = manifests.map((path) => dirname(path)).filter((folder) => folder !== '.');
  const rows = [...text.matchAll(/^\| `([\w/-]+)` \|/gm)].map(([, folder = '']) => folder);
  expect(rows.filter((folder) => /^(packages|apps|bench|faults)/.test(folder)).sort()).toEqual(there.sort());
});

test('the architecture lists the wings and their slices as the house test knows them', () => {
  const text = read('docs/architecture.md');
  const rows = Object.entries(wings).map(([name, { slices }]) => `| ${name} | ${slices.join(', ')} |`);
  for (const row of rows) expect(text).toContain(row);
});

type Form = {
  name?: string;
  description?: string;
  body?: { type: string; id?: string; attributes?: { label?: string; value?: string } }[];
};

test.each(files.filter((path) => /^\.github\/ISSUE_TEMPLATE\/(?!config)[\w-]+\.yml$/.test(path)))(
  '%s is a form that GitHub takes',
  (path) => {
    const { name, description, body = [] } = parse(read(path)) as Form;
    expect([name, description]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
    const fields = body.filter(({ type }) => type !== 'markdown');
    expect(fields.filter(({ id, attributes }) => !id || !attributes?.label)).toEqual([]);
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
  },
);

test('what lands is checked as on a machine of ours: CI runs .ci/run on the Node of .nvmrc, and may only read', () => {
  type Step = { uses?: string; run?: string; with?: Record<string, string> };
  type Workflow = { permissions: unknown; jobs: Record<string, { steps: Step[] }> };
  const { permissions, jobs } = parse(read('.github/workflows/ci.yml')) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  expect(permissions).toEqual({ contents: 'read' });
  expect(steps.map(({ run }) => run)).toContain('bash .ci/run');
  expect(steps.find(({ uses }) => uses?.startsWith('actions/setup-node'))?.with).toEqual({
    'node-version-file': '.nvmrc',
  });
  expect(manifest('package.json').engines).toEqual({ node: `>=${read('.nvmrc').trim()}` });
});
