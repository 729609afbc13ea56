import { inflateSync } from 'node:zlib';

/** An object of a PDF as it is found in the file: what it says up to its stream, and where it is, alone or packed with others. */
export type FoundObject = {
  number: number;
  dictionary: string;
  at: { offset: number; generation: number } | { pack: number; index: number };
};

const head = /(\d{1,10})[\s\0]+(\d{1,5})[\s\0]+$/;
/** No dictionary that matters here is longer; a list of 5,000 pages has 60 KB. */
const longest = 256 * 1024;
/** What is packed into one object is small; a bomb is left packed. */
const maxUnpacked = 32 * 1024 * 1024;

const textAt = (octets: Buffer, from: number, to: number): string =>
  octets.toString('latin1', Math.max(0, from), Math.min(octets.length, to, from + longest));

/** Where the stream that begins here ends: where its length says, if the mark of the end is there, else at the next mark. */
function streamEnd(octets: Buffer, from: number, dictionary: string): number {
  const length = /\/Length[\s\0]+(\d{1,12})(?![\s\0]+\d+[\s\0]+R)/.exec(dictionary)?.[1];
  if (length !== undefined) {
    const end = from + Number(length);
    if (
      textAt(octets, end, end + 20)
        .trimStart()
        .startsWith('endstream')
    )
      return end;
  }
  const mark = octets.indexOf('endstream', from);
  return mark === -1 ? octets.length : mark;
}

/** The objects that are packed into one (PDF 1.5); none where it is packed in another way, or cut off. */
function packedObjects(octets: Buffer, pack: number, dictionary: string): FoundObject[] {
  const first = Number(/\/First[\s\0]+(\d+)/.exec(dictionary)?.[1]);
  const unpacked = /\/FlateDecode/.test(dictionary)
    ? inflated(octets)
    : /\/Filter/.test(dictionary)
      ? undefined
      : octets;
  if (!unpacked || !Number.isFinite(first)) return [];
  const numbers = (unpacked.toString('latin1', 0, first).match(/\d+/g) ?? []).map(Number);
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, index) => {
    const start = first + (numbers[index * 2 + 1] ?? 0);
    const end = first + (numbers[index * 2 + 3] ?? unpacked.length);
    return { number: numbers[index * 2] ?? 0, dictionary: textAt(unpacked, start, end), at: { pack, index } };
  });
}

function inflated(octets: Buffer): Buffer | undefined {
  try {
    return inflateSync(octets, { maxOutputLength: maxUnpacked });
  } catch {
    return undefined;
  }
}

/**
 * All objects of a PDF in the order of the file, found by their own marks and not by the table at its end, which a cut file lacks. A
 * later object of the same number is the newer one and replaces the earlier.
 */
export function scanObjects(octets: Buffer): Map<number, FoundObject> {
  const found = new Map<number, FoundObject>();
  const put = (object: FoundObject) => {
    found.delete(object.number);
    found.set(object.number, object);
  };
  for (let at = octets.indexOf('obj'); at !== -1; at = octets.indexOf('obj', at)) {
    const numbers = head.exec(textAt(octets, at - 24, at));
    at += 3;
    if (!numbers) continue;
    const offset = at - 3 - numbers[0].length;
    const end = octets.indexOf('endobj', at);
    const stream = octets.indexOf('stream', at);
    const hasStream = stream !== -1 && (end === -1 || stream < end) && textAt(octets, stream - 3, stream) !== 'end';
    const dictionary = textAt(octets, at, hasStream ? stream : end === -1 ? octets.length : end);
    put({ number: Number(numbers[1]), dictionary, at: { offset, generation: Number(numbers[2]) } });
    if (!hasStream) {
      at = end === -1 ? octets.length : end + 6;
      continue;
    }
    const from = stream + (octets[stream + 6] === 0x0d ? 8 : 7);
    const to = streamEnd(octets, from, dictionary);
    if (/\/ObjStm\b/.test(dictionary)) {
      for (const object of packedObjects(octets.subarray(from, to), Number(numbers[1]), dictionary)) put(object);
    }
    at = to;
  }
  return found;
}
