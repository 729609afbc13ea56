import { utils, write } from '@e965/xlsx';
import { makeDocx, paragraph } from '@millrace/reading/test/make-docx';
import { textPdf } from '@millrace/reading/test/make-pdf';
import { makePptx, shape, slideParagraph } from '@millrace/reading/test/make-pptx';
import { makeZip } from '@millrace/reading/test/make-zip';
import { type Answer, openWebSite, page } from '@millrace/reading/test/web-site';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { testApp } from '../../test/test-app.ts';

const file =
  (octets: Buffer | string, type: string, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': type, ...headers }).end(octets);

const book = utils.book_new();
utils.book_append_sheet(
  book,
  utils.aoa_to_sheet([
    ['Part', 'Note'],
    ['Cog', 'The obsidian cog turns left.'],
  ]),
  'Parts',
);
const sheet = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
const mail = 'From: ada@example.org\r\nTo: bob@example.org\r\nSubject: Sluice\r\n\r\nThe amaranth sluice leaks.\r\n';
const lettering =
  '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="160"><rect width="900" height="160" fill="white"/><text x="20" y="105" font-size="72" font-family="sans-serif">Harvest festival</text></svg>';

test('files of every kind that are met on the way are read at their place, within their limits', async () => {
  await using app = await testApp({ settings: { maxUploadBytes: 2_000_000 } });
  await app.startWorker();
  const picture = await sharp(Buffer.from(lettering)).png().toBuffer();
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const routes: Record<string, Answer> = {
    '/guide.pdf': file(textPdf(['The first page.', 'The cerulean sluice is on page two.']), 'application/pdf'),
    // as servers say it that do not know
    '/table.csv': file('name;note\nGear;The vermilion gear squeaks.\n', 'text/plain'),
    '/parts': file(sheet, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
    '/download.php?id=7': file(makeDocx([paragraph('The turquoise axle bends.')]), word, {
      'content-disposition': 'attachment; filename="axle report.docx"',
    }),
    '/mail.eml': file(mail, 'message/rfc822'),
    '/poster.png': file(picture, 'image/png'),
    '/program.bin': file(Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), 'application/octet-stream'),
    '/false.pdf': file(Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), 'application/pdf'),
    '/slides?id=1': file(
      makePptx([{ shapes: [shape('title', [slideParagraph('The magenta weir')])] }]),
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ),
    '/bundle?id=1': file(makeZip([{ name: 'a.txt', content: 'words' }]), 'application/octet-stream'),
    '/huge.txt': file('many words '.repeat(300_000), 'text/plain'),
    '/empty.txt': file('', 'text/plain'),
  };
  const links = [...Object.keys(routes), '/song.mp3'];
  await using site = await openWebSite((path) => (path === '/' ? page('Start', links) : routes[path]));
  const { workspaceId, client } = app;
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'site', url: site.url });
  expect(await endedSource(app, sourceId, 280)).toMatchObject({ status: 'ready' });
  const { items } = await client.sources.items.query({ sourceId });
  const statuses = Object.fromEntries(
    items.map((item) => [item.locator.slice(site.url.length), item.status === 'ready' ? 'ready' : item.code]),
  );
  expect(statuses).toEqual({
    '/': 'ready',
    '/guide.pdf': 'ready',
    '/table.csv': 'ready',
    '/parts': 'ready',
    '/download.php?id=7': 'ready',
    '/mail.eml': 'ready',
    '/poster.png': 'ready',
    '/false.pdf': 'crawl.file-kind',
    '/slides?id=1': 'ready',
    '/bundle?id=1': 'crawl.file-kind',
    '/huge.txt': expect.stringMatching(/too-large/),
    '/empty.txt': 'crawl.file-kind',
  });
  const find = async (query: string) => (await client.search.query.query({ workspaceId, query })).hits[0];
  const at = (path: string, heading: string | null) => ({ kind: 'url', url: `${site.url}${path}`, heading });
  expect(await find('cerulean sluice')).toMatchObject({ page: 2, place: at('/guide.pdf', null) });
  expect(await find('vermilion gear')).toMatchObject({ place: at('/table.csv', 'row 2') });
  expect(await find('obsidian cog')).toMatchObject({ place: at('/parts', 'row 2 of Parts') });
  expect(await find('turquoise axle')).toMatchObject({ title: 'axle report.docx', place: { kind: 'url' } });
  expect(await find('magenta weir')).toMatchObject({ page: 1, place: { kind: 'url' } });
  expect(await find('amaranth sluice')).toMatchObject({ place: { url: `${site.url}/mail.eml` } });
  expect(await find('harvest festival')).toMatchObject({ place: at('/poster.png', null) });
  expect(site.paths()).not.toContain('/song.mp3');
}, 300_000);
