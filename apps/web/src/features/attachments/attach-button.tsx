import { fileKinds } from '@millrace/contract/reading/file-kinds';
import { IconButton } from '@millrace/ui/button';
import { Paperclip } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';

/** What the server takes; it looks at the content, this only helps the file dialog. */
const accept = fileKinds.flatMap(({ mediaType, extensions }) => [...extensions, mediaType]).join(',');

/** Files by a dialog: what dropping and pasting do, by a button. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // the same file can be chosen again after it was taken off
    event.target.value = '';
    onFiles(files);
  };
  return (
    <>
      <IconButton
        label="Attach files"
        onClick={() => input.current?.click()}
        icon={<Paperclip aria-hidden className="size-4.5" />}
      />
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        accept={accept}
        aria-label="Files to attach"
        className="sr-only"
        onChange={take}
      />
    </>
  );
}
