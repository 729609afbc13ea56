import { notifyError } from './toast.tsx';

/** Puts a text on the clipboard. Answers whether it is there; where the browser refuses, says so itself. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // a page that came over plain HTTP from another machine has no clipboard
    if ('clipboard' in navigator) await navigator.clipboard.writeText(text);
    else copyAsSelected(text);
    return true;
  } catch {
    notifyError({
      title: 'Nothing was copied',
      detail: 'The browser did not allow it. Select the text and copy it by hand.',
    });
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
