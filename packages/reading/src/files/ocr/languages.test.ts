import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSign } from '../../../test/make-sign.ts';
import { languageFile } from './languages.ts';
import { OcrEngine } from './ocr-engine.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-tessdata-'));
  // a language of the system is a plain file; this one is English under a name that npm does not have
  const english = await readFile(languageFile('eng')?.path ?? '');
  await writeFile(join(folder, 'zzz.traineddata'), gunzipSync(english));
});
afterAll(() => rm(folder, { recursive: true }));

test('a language comes from its package, else from the system', () => {
  expect(languageFile('eng', [folder])).toMatchObject({ isPacked: true });
  expect(languageFile('zzz', ['/nowhere', folder])).toEqual({ path: join(folder, 'zzz.traineddata'), isPacked: false });
  expect(languageFile('tlh', [folder])).toBeUndefined();
  expect(languageFile('../eng', [folder])).toBeUndefined();
});

test.each([[['zzz']], [['eng', 'zzz']]])('letters are read with %j', async (languages) => {
  const engine = new OcrEngine({ languages, pageTimeoutMs: 60_000, maxPages: 1 }, [folder]);
  const page = await engine.recognize(await makeSign(['HARBOUR']), performance.now() + 60_000);
  await engine.close();
  const words = (page.blocks ?? []).flatMap((block) =>
    block.paragraphs.flatMap(({ lines }) => lines.map(({ text }) => text)),
  );
  expect(words.join(' ')).toContain('HARBOUR');
});
