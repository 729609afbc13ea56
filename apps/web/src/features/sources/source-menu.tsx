import { may } from '@millrace/contract/source-verbs';
import type { SourceView } from '@millrace/contract/sources';
import { IconButton } from '@millrace/ui/button';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '@millrace/ui/menu';
import { Download, Ellipsis, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { RenameSourceDialog } from './rename-source-dialog.tsx';
import { useSourceActions } from './use-source-actions.ts';

type Props = { source: SourceView; onDeleted?: () => void };

export function SourceMenu({ source, onDeleted }: Props) {
  const [renaming, setRenaming] = useState(false);
  const actions = useSourceActions(source, onDeleted);
  const trigger = (
    <IconButton size="sm" label={`Actions for ${source.title}`} icon={<Ellipsis aria-hidden className="size-4" />} />
  );
  return (
    <>
      <Menu trigger={trigger} label={`Actions for ${source.title}`}>
        <MenuItem icon={<Pencil aria-hidden className="size-4" />} onClick={() => setRenaming(true)}>
          Rename
        </MenuItem>
        {source.file ? (
          <MenuLink
            render={
              // what stands in the link goes before what stands in the item
              <a href={`/files/${source.file.id}`} download={source.file.name}>
                <Download aria-hidden className="size-4" />
                Download the file
              </a>
            }
          />
        ) : null}
        {may('retry', source) ? (
          <MenuItem icon={<RotateCcw aria-hidden className="size-4" />} onClick={actions.retry}>
            Read it again
          </MenuItem>
        ) : null}
        <MenuSeparator />
        <MenuItem tone="bad" icon={<Trash2 aria-hidden className="size-4" />} onClick={actions.remove}>
          Delete
        </MenuItem>
      </Menu>
      {renaming ? <RenameSourceDialog source={source} open onOpenChange={setRenaming} /> : null}
    </>
  );
}
