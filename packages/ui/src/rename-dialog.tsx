import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './field.tsx';
import { useWords } from './words.tsx';

type Props = {
  /** Says what is renamed. */
  title: string;
  /** What it is called now. */
  value: string;
  maxLength: number;
  pending: boolean;
  /** Why it was refused. */
  error?: ReactNode;
  onRename: (value: string) => void;
  onOpenChange: (open: boolean) => void;
};

/** Gives something another name. */
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
