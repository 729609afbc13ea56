import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSet } from './read-set.ts';

describe('reading a set', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'retrieval-set-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function read(files: { corpus?: string; queries?: string; qrels?: string }) {
    const paths = { corpus: join(folder, 'c'), queries: join(folder, 'q'), qrels: join(folder, 'r') };
    await writeFile(paths.corpus, files.corpus ?? '{"id":"p1","title":"T","text":"x"}\n{"id":"p2","text":"y"}\n');
    await writeFile(paths.queries, files.queries ?? '{"id":"q1","text":"?"}\n{"id":"q2","text":"!"}\n');
    await writeFile(paths.qrels, files.qrels ?? 'q1\tp1\t1\n');
    return readSet(paths);
  }

  test('takes passages, and the queries that have a relevant one', async () => {
    const set = await read({});
    expect(set.passages).toEqual([
      { id: 'p1', title: 'T', text: 'x' },
      { id: 'p2', title: '', text: 'y' },
    ]);
    expect(set.queries.map((query) => query.id)).toEqual(['q1']);
    expect(set.qrels).toEqual(new Map([['q1', new Set(['p1'])]]));
  });

  test.each(['query\tpassage\trelevance\nq1\tp1\t1\n', 'q1\t0\tp1\t1\n', 'q1 p1 1\r\n', '\uFEFFq1\tp1\n'])(
    'takes the qrels %j',
    async (qrels) => {
      expect((await read({ qrels })).qrels).toEqual(new Map([['q1', new Set(['p1'])]]));
    },
  );

  test('judgements of 0 name nothing relevant', async () => {
    const { qrels } = await read({ qrels: 'q1\tp1\t1\nq1\tp2\t0\n' });
    expect(qrels.get('q1')).toEqual(new Set(['p1']));
  });

  test.each([
    [{ corpus: '{"id":"p1"}' }, /line 1: the field "text" is missing/],
    [{ corpus: 'nonsense' }, /line 1: this is not a JSON object/],
    [{ corpus: '' }, /is empty/],
    [{ queries: '{"id":"q1","text":"a"}\n{"id":"q1","text":"b"}' }, /the id "q1" is there twice/],
    [{ qrels: 'q1\tp1\t1\nq1\tp9\t1' }, /line 2: there is no passage "p9"/],
    [{ qrels: 'q1\tp1\t1\nq9\tp1\t1' }, /line 2: there is no query "q9"/],
    [{ qrels: 'q1\tp1\tyes' }, /the relevance "yes" is no number/],
    [{ qrels: 'q1\n' }, /expected query, passage and relevance/],
    [{ qrels: '' }, /names no relevant passage/],
  ])('refuses %j in words', async (files, reason) => {
    await expect(read(files)).rejects.toThrow(reason);
  });

  test('refuses files that are not there', async () => {
    const paths = { corpus: join(folder, 'none'), queries: 'q', qrels: 'r' };
    await expect(readSet(paths)).rejects.toThrow(/cannot be read/);
  });
});
