import type { SourceView } from '@millrace/contract/sources/sources';
import { cn } from '@millrace/ui/class-names';
import {
  BookOpen,
  FileArchive,
  FileAudio,
  FileBraces,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileType,
  Globe,
  Link2,
  type LucideIcon,
  Mail,
  Presentation,
  Type,
} from 'lucide-react';

const ofSources: Record<string, LucideIcon> = { site: Globe, urls: Link2, text: Type };
/** The first that fits the media type. */
const ofFiles: [RegExp, LucideIcon][] = [
  [/^image\//, FileImage],
  [/^audio\//, FileAudio],
  [/csv|spreadsheet|ms-excel/, FileSpreadsheet],
  [/presentation/, Presentation],
  [/json/, FileBraces],
  [/rfc822|ms-outlook|mbox/, Mail],
  [/epub/, BookOpen],
  [/\/zip$/, FileArchive],
  [/\/pdf$/, FileType],
];

/** An icon of the kind of source; the text beside it says the same. */
export function SourceIcon({ source, className }: { source: SourceView; className?: string }) {
  const mediaType = source.file?.mediaType ?? '';
  const Icon = ofSources[source.kind] ?? ofFiles.find(([pattern]) => pattern.test(mediaType))?.[1] ?? FileText;
  return <Icon aria-hidden className={cn('size-5 shrink-0 text-muted', className)} />;
}
