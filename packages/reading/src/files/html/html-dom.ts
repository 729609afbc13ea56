import { parseHTML } from 'linkedom';

// this project has no DOM types: nothing here runs in a browser. These are the parts of a page that are read.
export type PageNode = { nodeType: number; nodeValue: string | null; childNodes: Iterable<PageNode> };
export type PageElement = PageNode & {
  tagName: string;
  textContent: string | null;
  children: Iterable<PageElement>;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  setAttribute(name: string, value: string): void;
  closest(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
};
export type PageDocument = {
  body: PageElement;
  documentElement: PageElement | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
};

/** Always a whole document: half a one has no body to ask for. Runs no script and loads nothing. */
export function parsePage(html: string): PageDocument {
  const text = /<html[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`;
  const { document } = parseHTML(text) as unknown as { document: PageDocument };
  if (document.documentElement) return document;
  return (parseHTML('<!doctype html><html><body></body></html>') as unknown as { document: PageDocument }).document;
}

/** Whether elements stand more than `limit` deep in each other, as no author writes them. */
export function isDeeperThan(root: PageElement, limit: number): boolean {
  let level: PageElement[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((element) => [...element.children]);
  }
  return false;
}
