import type { SourceView } from '@millrace/contract/sources/sources';
import { cn } from '@millrace/ui/class-names';
import { FileAudio, FileImage, FileSpreadsheet, FileText, FileType, Globe, Link2, Mail, Type } from 'lucide-react';

/** An icon of the kind of source; the text beside it says the same. */
export function SourceIcon({ source, className }: { source: SourceView; className?: string }) {
  const mediaType = source.file?.mediaType ?? '';
  const Icon =
    source.kind === 'site'
      ? Globe
      : source.kind === 'urls'
        ? Link2
        : source.kind === 'text'
          ? Type
          : mediaType.startsWith('image/')
            ? FileImage
            : mediaType.startsWith('audio/')
              ? FileAudio
              : /csv|spreadsheet/.test(mediaType)
                ? FileSpreadsheet
                : mediaType === 'message/rfc822'
                  ? Mail
                  : mediaType === 'application/pdf'
                    ? FileType
                    : FileText;
  return <Icon aria-hidden className={cn('size-5 shrink-0 text-muted', className)} />;
}
