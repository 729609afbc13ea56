import { fileKinds } from '../reading/file-kinds.ts';

type SourceKind = {
  value: string;
  label: string;
  /** The kind that the row of the source has. */
  kind: 'file' | 'text' | 'site' | 'urls';
  /** Of its file; empty: whatever. */
  mediaTypes: readonly string[];
};

const ofFiles = [...new Set(fileKinds.map(({ label }) => label))].map(
  (label): SourceKind => ({
    value: label.toLowerCase().replaceAll(' ', '-'),
    label,
    kind: 'file',
    mediaTypes: fileKinds.filter((known) => known.label === label).map(({ mediaType }) => mediaType),
  }),
);

/** The kinds of sources as people tell them apart: files by what they hold, and what is no file. */
export const sourceKinds: readonly SourceKind[] = [
  ...ofFiles,
  { value: 'text', label: 'Text', kind: 'text', mediaTypes: [] },
  { value: 'site', label: 'Website', kind: 'site', mediaTypes: [] },
  { value: 'urls', label: 'List of URLs', kind: 'urls', mediaTypes: [] },
];

/** `mediaType`: of its file, where it has one. */
export const isOfKind = (
  known: SourceKind,
  { kind, mediaType }: { kind: string; mediaType: string | null | undefined },
): boolean => known.kind === kind && (known.mediaTypes.length === 0 || known.mediaTypes.includes(mediaType ?? ''));
