import { Check, Copy, type LucideIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWords } from '../words.tsx';
import { Button, IconButton } from './button.tsx';
import { copyText } from './copy-text.tsx';

type Props = {
  label: string;
  text: () => string;
  /** After it was copied. */
  onCopied?: () => void;
  look?: 'icon' | 'button';
  icon?: LucideIcon;
  className?: string;
};

/** Copies a text and confirms it for two seconds. */
export function CopyButton({ label, text, onCopied, look = 'icon', icon: Icon = Copy, className }: Props) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    if (!(await copyText(text(), words.notCopied))) return;
    setCopied(true);
    onCopied?.();
  };
  const icon = copied ? <Check aria-hidden className="size-4 text-good" /> : <Icon aria-hidden className="size-4" />;
  const name = copied ? words.copied : label;
  if (look === 'icon') return <IconButton size="sm" label={name} icon={icon} onClick={copy} className={className} />;
  return (
    <Button size="sm" icon={icon} onClick={copy} className={className}>
      {name}
    </Button>
  );
}
