import { notifyError } from '../overlays/toast.tsx';
import type { Words } from '../words.tsx';

/** Copies a text to the clipboard and returns whether it succeeded; if the browser refuses, shows `refused`. */
export async function copyText(text: string, refused: Words['notCopied']): Promise<boolean> {
  try {
    // a page served over plain HTTP from another machine has no clipboard API
    if ('clipboard' in navigator) await navigator.clipboard.writeText(text);
    else copyAsSelected(text);
    return true;
  } catch {
    notifyError(refused);
    return false;
  }
}

/** Copies as Ctrl+C would, without changing the selection or the focus. */
function copyAsSelected(text: string): void {
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', give);
  const copied = document.execCommand('copy');
  document.removeEventListener('copy', give);
  if (!copied) throw new Error('The browser refused to copy');
}
