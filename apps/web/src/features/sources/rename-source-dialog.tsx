import type { SourceView } from '@millrace/contract/sources';
import { Button } from '@millrace/ui/button';
import { Dialog } from '@millrace/ui/dialog';
import { TextField } from '@millrace/ui/field';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { refreshSources } from './refresh-sources.ts';

type Props = { source: SourceView; open: boolean; onOpenChange: (open: boolean) => void };

export function RenameSourceDialog({ source, open, onOpenChange }: Props) {
  const [title, setTitle] = useState(source.title);
  const onSuccess = () => {
    onOpenChange(false);
    return refreshSources();
  };
  const rename = useMutation(trpc.sources.rename.mutationOptions({ onSuccess }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate({ sourceId: source.id, title });
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Rename source">
      <form className="space-y-4" onSubmit={submit}>
        <TextField
          label="Title"
          maxLength={300}
          required
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <FormError error={rename.error} />
        <div className="flex justify-end">
          <Button type="submit" variant="primary" pending={rename.isPending}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
