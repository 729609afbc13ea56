import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePng } from '../../../test/make-png.ts';
import { makeTiff } from '../../../test/make-tiff.ts';
import { extractSource } from '../extract-source.ts';
import type { ExtractedRecord } from '../extracted.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'images-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function read(content: Buffer, mediaType = 'image/png') {
  const path = join(dir, randomUUID());
  await writeFile(path, content);
  const records: ExtractedRecord[] = [];
  let picture: Buffer | undefined;
  const options = { memoryMb: 512, timeoutMs: 90_000, signal: new AbortController().signal };
  for await (const message of extractSource({ path, mediaType, ...options })) {
    if (message.kind === 'record') records.push(message.record);
    if (message.kind === 'picture') picture = Buffer.from(message.base64, 'base64');
  }
  return { records, picture };
}

const lines = ['The mill stands at the river', 'Opening hours nine to five'];
const svg = (width: number, height: number) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="white"/>${lines
      .map(
        (line, i) =>
          `<text x="60" y="${120 + i * 90}" font-size="52" font-family="DejaVu Sans, Liberation Sans, sans-serif">${line}</text>`,
      )
      .join('')}</svg>`,
  );

test('a picture comes as its words with their boxes, and as people see it: upright, smaller, without the camera’s notes', async () => {
  const upright = await sharp(svg(2400, 1000)).png().toBuffer();
  // stored lying on its side, as cameras do, with a note that says so, and a place that is nobody's business
  const photo = await sharp(upright)
    .rotate(90)
    .jpeg()
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .withMetadata({ orientation: 8 })
    .toBuffer();
  const { records, picture } = await read(photo, 'image/jpeg');
  expect(records[0]?.text).toBe(lines.join('\n'));
  const [first, second] = records[0]?.spans ?? [];
  expect(records[0]?.text.slice(second?.start, second?.end)).toBe(lines[1]);
  // of 2400 pixels 1920 are shown
  expect(first?.box.x).toBeGreaterThan(40);
  expect(first?.box.x).toBeLessThan(60);
  const shown = await sharp(picture).metadata();
  expect([shown.format, shown.width, shown.height, shown.exif, shown.orientation]).toEqual([
    'jpeg',
    1920,
    800,
    undefined,
    undefined,
  ]);
});

test.each(['little', 'big'] as const)(
  'a TIFF whose directory is behind its pixels, %s end first, is read',
  async (order) => {
    const { data, info } = await sharp(svg(1200, 500)).greyscale().raw().toBuffer({ resolveWithObject: true });
    const { records } = await read(makeTiff(data, info.width, info.height, order), 'image/tiff');
    expect(records[0]?.text).toBe(lines.join('\n'));
  },
);

test('a picture without words is refused with the reason', async () => {
  const blank = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  await expect(read(blank)).rejects.toThrow(/No text was found/);
});

test('a picture of 900 megapixels is refused before it is unpacked', async () => {
  const bomb = makePng(30_000, 30_000, deflateSync(Buffer.alloc(1_000)));
  await expect(read(bomb)).rejects.toMatchObject({ reason: 'sources.too-many-pixels' });
});

test('a damaged picture is refused with the reason', async () => {
  const whole = await sharp(svg(800, 400)).png().toBuffer();
  await expect(read(whole.subarray(0, whole.length / 2))).rejects.toThrow(/damaged or cut off/);
});
