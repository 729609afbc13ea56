import type { MediaType } from '../files/sniff.ts';

type SampleFile = { title: string; name: string; mediaType: MediaType; url: URL };

const sample = (title: string, name: string, mediaType: MediaType): SampleFile => ({
  title,
  name,
  mediaType,
  url: new URL(`../../samples/${name}`, import.meta.url),
});

/** The documents that ship with the product, so that a first question can be asked without a document of one's own. */
export const sampleFiles: SampleFile[] = [
  sample('Employee handbook (sample)', 'employee-handbook.pdf', 'application/pdf'),
  sample('River station RS-4 guide (sample)', 'river-station-guide.md', 'text/markdown'),
  sample('Customer support FAQ (sample)', 'customer-support-faq.txt', 'text/plain'),
];
