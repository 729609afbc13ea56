import { deflateSync } from 'node:zlib';
import { makePdf } from '@millrace/reading/test/make-pdf';
import { makePng } from '@millrace/reading/test/make-png';
import { makePages } from './make-pages.ts';

type Made = { name: string; octets: Buffer<ArrayBuffer> };

/** Small ones, each broken in another way. */
const broken: ((n: number) => Made)[] = [
  (n) => ({ name: `cut ${n}.pdf`, octets: Buffer.from(`%PDF-1.7\n%${n}\n1 0 obj\n<< /Type /Catalog`) }),
  (n) => ({ name: `blank ${n}.txt`, octets: Buffer.from(' '.repeat(n + 1)) }),
  (n) => ({ name: `quote ${n}.csv`, octets: Buffer.from(`a,b\n"${n}`) }),
  (n) => ({ name: `torn ${n}.docx`, octets: Buffer.from(`PK\x03\x04torn ${n}`) }),
];

const packedBlanks = deflateSync(Buffer.alloc(400_000_000, 32), { level: 1 });

/** Large ones: a line of 40 MB, a page that unpacks to 400 MB, a vast picture, and a document of 300 pages in which nothing is wrong. */
const large: ((n: number) => Made)[] = [
  (n) => ({ name: `line ${n}.csv`, octets: Buffer.concat([Buffer.from(`${n}`), Buffer.alloc(40_000_000, 'x')]) }),
  (n) => ({
    name: `bomb ${n}.pdf`,
    octets: Buffer.concat([makePdf([{ lines: [], packed: packedBlanks }]), Buffer.from(`\n%${n}\n`)]),
  }),
  (n) => ({
    name: `vast ${n}.png`,
    octets: Buffer.concat([makePng(30_000, 30_000, packedBlanks), Buffer.from(`${n}`)]),
  }),
  (n) => ({ name: `long ${n}.pdf`, octets: Buffer.concat([makePages(300), Buffer.from(`\n%${n}\n`)]) }),
];

/** One in so many is a large one. */
const largeOneIn = 50;

/** The nth of a batch; no two have the same octets, or they would be one source. */
export function hostileFile(n: number): Made {
  const kinds = n % largeOneIn === largeOneIn - 1 ? large : broken;
  const at = kinds === large ? Math.floor(n / largeOneIn) : n;
  return (kinds[at % kinds.length] as (n: number) => Made)(n);
}
