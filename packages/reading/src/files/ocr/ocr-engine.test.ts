import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const module = new URL('./ocr-engine.ts', import.meta.url).href;
const root = await realpath(fileURLToPath(new URL('../../../../..', import.meta.url)));

test('an engine that was started alone reads letters, and its process can start no thread any more', async () => {
  const script = `
    const { OcrEngine } = await import('${module}');
    const { Worker } = await import('node:worker_threads');
    const engine = new OcrEngine({ languages: ['eng', 'tlh'] });
    await engine.startAlone();
    const picture = Buffer.concat([Buffer.from('P5\\n64 64\\n255\\n'), Buffer.alloc(64 * 64, 255)]);
    await engine.recognize(picture, performance.now() + 30_000);
    await engine.close();
    try {
      new Worker('', { eval: true, execArgv: [] });
    } catch (error) {
      console.log(error.code);
    }`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--permission',
    '--allow-worker',
    `--allow-fs-read=${root}`,
    '--input-type=module',
    '-e',
    script,
  ]);
  expect(stdout.trim()).toBe('ERR_ACCESS_DENIED');
});
