import type { Locator } from '@millrace/contract/records/locator';
import type { Heading } from '@millrace/reading/files/extracted';
import type { StoredChunk } from './plan-chunks.ts';
import { moveSpans, type Stretch } from './text-stretches.ts';

const withoutMarkdown =
  /^(text\/plain|message\/rfc822|application\/(pdf|json|msword|mbox|vnd\.ms-outlook)|image\/.*|audio\/.*)$/;

/** Whether the headings of a record's text can be read from the text itself. */
export const isMarkdown = (
  record: { page: number | null; place: Locator | null },
  mediaType: string | null,
): boolean => {
  const kind = record.place?.kind;
  return record.page === null && kind !== 'row' && kind !== 'time' && !withoutMarkdown.test(mediaType ?? '');
};

/**
 * The headings of a text that was changed, when only its chunks tell of those it had: a section begins with the chunk whose heading is
 * another than that of the chunk before.
 */
export function headingsAfter(stored: readonly StoredChunk[], stretches: Stretch[]): Heading[] {
  const before = stored.flatMap((chunk, i) => {
    if (i === 0 || chunk.heading === stored[i - 1]?.heading) return [];
    const line = /^\s*[^\n]+/u.exec(chunk.text)?.[0] ?? '';
    return [{ start: chunk.start, end: chunk.start + line.length, text: chunk.heading, level: 1 }];
  });
  return moveSpans(stretches, before);
}
