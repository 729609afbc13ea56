import type { ReactNode } from 'react';
import { Button } from '../controls/button.tsx';
import { TextField } from '../controls/field.tsx';
import { useWords } from '../words.tsx';
import { Dialog } from './dialog.tsx';

type Props = {
  /** Names what is renamed. */
  title: string;
  /** The name as it is typed, the current one at first. */
  value: string;
  onChange: (value: string) => void;
  maxLength: number;
  pending: boolean;
  /** Above the name, such as that a draft is shown. */
  notice?: ReactNode;
  /** Why the new name was refused. */
  error?: ReactNode;
  onRename: () => void;
  onOpenChange: (open: boolean) => void;
};

/** Asks for a new name. */
export function RenameDialog({
  title,
  value,
  onChange,
  maxLength,
  pending,
  notice,
  error,
  onRename,
  onOpenChange,
}: Props) {
  const words = useWords();
  return (
    <Dialog open onOpenChange={onOpenChange} title={title}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          onRename();
        }}
      >
        {notice}
        <TextField
          label={words.title}
          maxLength={maxLength}
          required
          dir="auto"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        {error}
        <div className="flex justify-end">
          <Button type="submit" variant="primary" pending={pending}>
            {words.rename}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
