import type { Reading } from '../extracted.ts';
import { type Legibility, legibility } from './legible.ts';

const sampleChars = 50_000;

const words = {
  codes:
    'This text is unsure: control codes or unknown characters are in it where letters should be. Compare it with the original, or save the file again in the program that made it.',
  words:
    'This text is unsure: its letters make no words of a known language. Compare it with the original, or save the file again in the program that made it.',
};

/** What people should know of a text that may not be one; none of one that can be read. */
export const doubtOf = (measured: Legibility): string[] => (measured.legible ? [] : [words[measured.why]]);

/** Passes on what is read of a file. Where its text cannot be read by people, the end says so, and that it did not come in as it should. */
export async function* doubtText(messages: AsyncIterable<Reading>): AsyncGenerator<Reading> {
  let sample = '';
  for await (const message of messages) {
    const records = message.kind === 'record' ? [message.record] : message.kind === 'records' ? message.records : [];
    for (const { text } of records) {
      if (sample.length < sampleChars) sample += `${text.slice(0, sampleChars)}\n`;
    }
    if (message.kind !== 'done') yield message;
    else {
      const doubts = doubtOf(legibility(sample));
      yield doubts.length === 0 ? message : { ...message, notes: [...message.notes, ...doubts], faulty: true };
    }
  }
}
