/** Where a page sends its reader by itself, and after how many seconds. */
export type Refresh = { to: string; afterS: number };

/** Reads what `<meta http-equiv="refresh">` or the header `Refresh` says, as browsers do; undefined where it names no address. */
export function readRefresh(content: string): Refresh | undefined {
  const parts = /^\s*(\d*)(?:\.[\d.]*)?\s*(?:[;,]|\s)\s*(?:url\s*=\s*)?(.*)$/is.exec(content);
  if (!parts || (parts[1] === '' && !/^\s*\./.test(content))) return undefined;
  const [, seconds, rest = ''] = parts;
  const quote = /^["']/.exec(rest)?.[0];
  const to = (quote ? rest.slice(1).split(quote, 1)[0] : rest)?.trim() ?? '';
  return to === '' ? undefined : { to, afterS: Number(seconds) };
}
