import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { fileKinds } from '@millrace/contract/reading/file-kinds';
import { Button } from '@millrace/ui/controls/button';
import { FileUp, FolderUp } from 'lucide-react';
import { useRef } from 'react';
import { withoutHidden } from './dropped-files.ts';

type Props = { onFiles: (files: File[]) => void; ref?: React.RefObject<HTMLInputElement | null> };

/** The file types that the server accepts; it checks the content, this only filters the file dialog. */
const accept = fileKinds.flatMap(({ mediaType, extensions }) => [...extensions, mediaType]).join(',');

/** Every browser knows it, but React's types do not. */
const wholeFolder: object = { webkitdirectory: '' };

/** Adds files, or all files of a folder, by buttons: the same as dragging. */
export function AddFilesButton({ onFiles, ref }: Props) {
  const own = useRef<HTMLInputElement>(null);
  const input = ref ?? own;
  const folder = useRef<HTMLInputElement>(null);
  const take = (event: React.ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // the same file can be chosen again after it was rejected
    event.target.value = '';
    if (files.length > 0) onFiles(event.target === folder.current ? withoutHidden(files) : files);
  };
  const hidden = { type: 'file', multiple: true, tabIndex: -1, className: 'sr-only', onChange: take } as const;
  return (
    <>
      <Button icon={<FolderUp aria-hidden className="size-4" />} onClick={() => folder.current?.click()}>
        <Trans>Add folder</Trans>
      </Button>
      <Button variant="primary" icon={<FileUp aria-hidden className="size-4" />} onClick={() => input.current?.click()}>
        <Trans>Add files</Trans>
      </Button>
      <input ref={input} accept={accept} aria-label={t`Choose files`} {...hidden} />
      <input ref={folder} aria-label={t`Choose a folder`} {...hidden} {...wholeFolder} />
    </>
  );
}
