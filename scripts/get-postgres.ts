import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { aptInstall, canAptInstall } from '@millrace/local/apt-install';
import { findProgram } from '@millrace/local/find-program';

/** Debian 12 has PostgreSQL 15 and no pgvector; its successor has the source of this one, which builds against 15. */
const VERSION = '15';
const PGVECTOR = '0.8.0';
const bin15 = `/usr/lib/postgresql/${VERSION}/bin`;

/** The folder of the binaries of a PostgreSQL with pgvector, installed and built where root and apt-get are. Throws with the reason. */
export async function getPostgresBin(): Promise<string> {
  const found = findWithVector();
  if (found) return found;
  if (!canAptInstall()) {
    throw new Error('PostgreSQL with pgvector was not found, and only root can install it with apt-get.');
  }
  const packaged = packagedVersion();
  process.stdout.write('PostgreSQL with pgvector was not found. Installing it (only once; it can take a minute).\n');
  if (packaged) await aptInstall([`postgresql-${packaged}`, `postgresql-${packaged}-pgvector`]);
  else await buildVector();
  const got = findWithVector();
  if (!got) throw new Error('PostgreSQL was installed, but pgvector is still missing.');
  return got;
}

/** Looks where Debian puts them, newest first, then for the one on PATH. */
function findWithVector(): string | undefined {
  const folder = '/usr/lib/postgresql';
  const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : [];
  const debian = versions.find(
    (version) =>
      existsSync(`${folder}/${version}/bin/initdb`) &&
      existsSync(`/usr/share/postgresql/${version}/extension/vector.control`),
  );
  if (debian) return `${folder}/${debian}/bin`;
  const config = findProgram('pg_config');
  if (!config) return undefined;
  const ask = (what: string) => execFileSync(config, [what], { encoding: 'utf8' }).trim();
  const bin = ask('--bindir');
  const fit = existsSync(join(bin, 'initdb')) && existsSync(join(ask('--sharedir'), 'extension/vector.control'));
  return fit ? bin : undefined;
}

/** The newest version for which this system has pgvector as a package. */
function packagedVersion(): string | undefined {
  const names = execFileSync('apt-cache', ['pkgnames', 'postgresql-'], { encoding: 'utf8' }).split('\n');
  const versions = names.flatMap((name) => /^postgresql-(\d+)-pgvector$/.exec(name)?.[1] ?? []);
  return versions.sort((a, b) => Number(b) - Number(a))[0];
}

/** Installs pgvector for PostgreSQL 15 from its Debian source package. What was built is kept, so that a second machine start is quick. */
async function buildVector(): Promise<void> {
  if (!existsSync(join(bin15, 'initdb'))) await aptInstall([`postgresql-${VERSION}`]);
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'millrace');
  const built = join(cache, `pgvector-${PGVECTOR}-pg${VERSION}-${process.arch}`);
  if (!existsSync(built)) {
    await aptInstall([`postgresql-server-dev-${VERSION}`, 'build-essential', 'dpkg-dev', 'ca-certificates']);
    const draft = join(cache, `draft-${process.pid}`);
    try {
      const source = fetchSource(draft);
      const config = `PG_CONFIG=${bin15}/pg_config`;
      const target = join(draft, 'built');
      // without -march=native, which the source asks for: the cache may move to another machine
      const options = { cwd: source, stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
      execFileSync('make', ['OPTFLAGS=', 'with_llvm=no', config], options);
      execFileSync('make', ['install', 'OPTFLAGS=', 'with_llvm=no', config, `DESTDIR=${target}`], options);
      renameSync(target, built);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  cpSync(built, '/', { recursive: true });
}

/** Unpacks the source package with an apt-get that knows nothing but Debian 13's sources, so that this system's own lists stay as they are. */
function fetchSource(folder: string): string {
  for (const name of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, name), { recursive: true });
  const list = join(folder, 'sources.list');
  const key = '/usr/share/keyrings/debian-archive-keyring.gpg';
  writeFileSync(list, `deb-src [signed-by=${key}] http://deb.debian.org/debian trixie main\n`);
  const settings = {
    'Dir::Etc::SourceList': list,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': 'root',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const run = (...args: string[]) =>
    execFileSync('apt-get', ['-qq', ...options, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  run('update');
  run('source', 'pgvector');
  const source = readdirSync(folder).find((name) => /^pgvector-\d/.test(name));
  if (!source) throw new Error('The source package of pgvector could not be unpacked.');
  return join(folder, source);
}
