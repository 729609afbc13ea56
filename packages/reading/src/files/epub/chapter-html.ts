const voidElements = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/i;
/** In a book these are text: footnotes, afterwords. On a web page they are what surrounds it. */
const surroundings = /<(\/?)(?:aside|footer|nav|header)(?=[\s>/])/gi;
const picture = /<img\b[^>]*>/gi;

/** A chapter, which is XML, as HTML that a browser would read alike. `pictures`: those without a description. */
export function chapterHtml(octets: Buffer): { html: string; pictures: number } {
  const utf16 = octets[0] === 0xff || octets[0] === 0xfe;
  const label = octets[0] === 0xfe ? 'utf-16be' : 'utf-16le';
  const xml = utf16 ? new TextDecoder(label).decode(octets) : new TextDecoder(statedEncoding(octets)).decode(octets);
  const html = xml
    // a tag that closes itself is an open one in HTML, and an empty title would swallow the chapter
    .replace(/<([a-z][\w:-]*)((?:\s[^<>]*?)?)\/>/gi, (all, name: string, rest: string) =>
      voidElements.test(name) ? all : `<${name}${rest}></${name}>`,
    )
    // an equation says the same again for programs
    .replace(/<(m:)?annotation(?:-xml)?\b[\s\S]*?<\/(m:)?annotation(?:-xml)?>/gi, '')
    .replace(surroundings, '<$1div');
  const pictures = (html.match(picture) ?? []).filter((tag) => !/\balt\s*=\s*["']\s*[^"'\s]/i.test(tag));
  return { html, pictures: pictures.length };
}

function statedEncoding(octets: Buffer): string {
  const label = /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/.exec(octets.toString('latin1', 0, 200))?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return 'utf-8';
  }
}
