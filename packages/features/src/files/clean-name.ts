const maxLength = 255;
/** Marks that turn the reading direction: `invoice<RLO>fdp.exe` would be shown as `invoiceexe.pdf`. Joiners stay, emoji need them. */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The longest beginning of at most `length` UTF-16 units that cuts no character in two. */
function beginning(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = 0;
  for (const { index, segment } of graphemes.segment(text)) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** The extension with its dot in lower case, or ''. A name that is all extension (`.profile`) has none. */
export function extensionOf(name: string): string {
  return /[^.](\.[\p{L}\p{N}]{1,12})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

/**
 * The name of an uploaded file as it may be shown: without folders, control and direction marks, at most 255 UTF-16 units with
 * the extension kept. It is data and never becomes a path.
 */
export function cleanName(original: string): string {
  const visible = original.toWellFormed().normalize('NFC').replace(hidden, '');
  const name = visible
    .split(/[/\\]/)
    .map((part) => part.trim())
    .findLast((part) => part !== '' && part !== '.' && part !== '..');
  if (name === undefined) return 'unnamed';
  if (name.length <= maxLength) return name;
  const extension = extensionOf(name);
  return beginning(name.slice(0, name.length - extension.length), maxLength - extension.length) + extension;
}
