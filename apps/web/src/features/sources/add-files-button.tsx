import { fileKinds } from '@millrace/contract/file-kinds';
import { Button } from '@millrace/ui/button';
import { FileUp } from 'lucide-react';
import { useRef } from 'react';

type Props = { onFiles: (files: File[]) => void; ref?: React.RefObject<HTMLInputElement | null> };

/** What the server takes; it looks at the content, this only helps the file dialog. */
const accept = fileKinds.flatMap(({ mediaType, extensions }) => [...extensions, mediaType]).join(',');

export function AddFilesButton({ onFiles, ref }: Props) {
  const own = useRef<HTMLInputElement>(null);
  const input = ref ?? own;
  return (
    <>
      <Button variant="primary" icon={<FileUp aria-hidden className="size-4" />} onClick={() => input.current?.click()}>
        Add files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        aria-label="Choose files"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // the same file can be chosen again after it was refused
          event.target.value = '';
        }}
      />
    </>
  );
}
