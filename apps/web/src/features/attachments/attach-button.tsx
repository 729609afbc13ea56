import { t } from '@lingui/core/macro';
import { fileKinds } from '@millrace/contract/reading/file-kinds';
import { IconButton } from '@millrace/ui/controls/button';
import { Paperclip } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';

/** What the server accepts; it checks the content, this only helps the file dialog. */
const accept = fileKinds.flatMap(({ mediaType, extensions }) => [...extensions, mediaType]).join(',');

/** Attaches files by a dialog, as dropping and pasting do. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // the same file can be selected again after it was removed
    event.target.value = '';
    onFiles(files);
  };
  return (
    <>
      <IconButton
        label={t`Attach files`}
        onClick={() => input.current?.click()}
        icon={<Paperclip aria-hidden className="size-4.5" />}
      />
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        accept={accept}
        aria-label={t`Files to attach`}
        className="sr-only"
        onChange={take}
      />
    </>
  );
}
