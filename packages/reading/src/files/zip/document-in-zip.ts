import type { MediaType } from '@millrace/contract/reading/file-kinds';
import { type Entry, open } from 'yauzl';

/** By a part that only documents of the kind have. */
const mainParts: Record<string, MediaType> = {
  'word/document.xml': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'xl/workbook.xml': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'xl/workbook.bin': 'application/vnd.ms-excel.sheet.binary.macroenabled.12',
  'ppt/presentation.xml': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'META-INF/container.xml': 'application/epub+zip',
};

/** The kind of document that a ZIP is, where it is one document under the name of an archive; undefined: it is an archive. */
export function documentInZip(path: string): Promise<MediaType | undefined> {
  return new Promise((resolve) => {
    open(path, { lazyEntries: true, strictFileNames: false }, (error, zip) => {
      if (error) return resolve(undefined);
      zip.on('error', () => resolve(undefined));
      zip.on('end', () => resolve(undefined));
      zip.on('entry', ({ fileName }: Entry) => {
        const kind = Object.hasOwn(mainParts, fileName) ? mainParts[fileName] : undefined;
        if (kind) resolve(kind);
        else zip.readEntry();
      });
      zip.readEntry();
    });
  });
}
