import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { useWords } from '../words.tsx';
import { TextField } from './field.tsx';

/** A password that can be shown while it is typed. Pasting and password managers work. */
export function PasswordField(props: ComponentProps<typeof TextField>) {
  const words = useWords();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <TextField {...props} type={shown ? 'text' : 'password'} className="pe-11" spellCheck={false} />
      <button
        type="button"
        aria-label={shown ? words.hideCharacters : words.showCharacters}
        onClick={() => setShown(!shown)}
        className="absolute top-6 inset-e-0 grid size-8 touch:size-9 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </div>
  );
}
