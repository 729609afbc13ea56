import { notifyError } from './toast.tsx';
import type { Words } from './words.tsx';

/** Puts a text on the clipboard. Answers whether it is there; where the browser refuses, says `refused`. */
export async function copyText(text: string, refused: Words['notCopied']): Promise<boolean> {
  try {
    // a page that came over plain HTTP from another machine has no clipboard
    if ('clipboard' in navigator) await navigator.clipboard.writeText(text);
    else copyAsSelected(text);
    return true;
  } catch {
    notifyError(refused);
    return false;
  }
}

/** As if it were selected and Ctrl+C pressed, while what is selected and focused stays as it is. */
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
