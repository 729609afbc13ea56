import { type ReactNode, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { TextField } from '../controls/field.tsx';
import { useWords } from '../words.tsx';
import { Dialog } from './dialog.tsx';

type Props = {
  /** Names what is renamed. */
  title: string;
  /** The current name. */
  value: string;
  maxLength: number;
  pending: boolean;
  /** Why the new name was refused. */
  error?: ReactNode;
  onRename: (value: string) => void;
  onOpenChange: (open: boolean) => void;
};

/** Asks for a new name. */
export function RenameDialog({ title, value, maxLength, pending, error, onRename, onOpenChange }: Props) {
  const words = useWords();
  const [name, setName] = useState(value);
  return (
    <Dialog open onOpenChange={onOpenChange} title={title}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          onRename(name);
        }}
      >
        <TextField
          label={words.title}
          maxLength={maxLength}
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
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
