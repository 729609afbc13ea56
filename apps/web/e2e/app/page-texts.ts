import { expect, type Page } from '@playwright/test';

/** What is written by people or by programs and is the same in every language; what the library of these tests holds. */
const asWritten = [
  /\b[\w.+-]+@example\.org\b/g,
  /https?:\/\/\S+|\b127\.0\.0\.1\S*|\/staff\/\S*/g,
  /\b\w+\.(?:pdf|csv|md|docx?|xlsx?)\b/gi,
  /\b(?:Olga|Ada|Grace|Millrace|Ollama|OpenAI|PDF|Word|Excel|EPUB|CSV|Markdown|API|URL|HTTP|UTC|JSON|Ctrl|Shift|Alt|Enter|Esc|Tab)\b/g,
  // units and times by Intl, which writes this language as English
  /\b\d[\d.,]*\s?(?:bytes?|[kMG]B|secs?|mins?|hrs?|hours?|days?|minutes?|seconds?)\b|\b(?:in )?\d+ \w+ ago\b|\b(?:now|yesterday|tomorrow)\b/g,
];

/**
 * Words of English that a page in `en-XA` shows or says: all of ours have accents there and stand in brackets, names that they hold
 * beside them. What has its own direction is written by people, or by a server that keeps it. `written` are texts of the people.
 */
export async function untranslatedOn(page: Page, written: readonly string[]): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const theirs =
      '[dir=auto], bdi, .prose, pre, code, kbd, time, mark, blockquote, textarea, option, [data-as-written], .textLayer';
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (
        element &&
        !element.closest(`${theirs}, script, style`) &&
        element.checkVisibility({ visibilityProperty: true })
      )
        found.add(walker.currentNode.textContent ?? '');
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (!element.closest(theirs)) found.add(element.getAttribute(name) ?? '');
      }
    }
    found.add(document.title);
    return [...found];
  });
  return texts.filter((text) => {
    if (text.includes('⟦')) return false;
    const known = written.reduce((left, words) => left.replaceAll(words, ''), text);
    return /[A-Za-z]{3}/.test(asWritten.reduce((left, pattern) => left.replace(pattern, ''), known));
  });
}

/** No page has to be pushed sideways. */
export async function expectNoSideways(page: Page, where: string): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect.soft(scrollWidth, `${where} is as wide as the screen`).toBeLessThanOrEqual(clientWidth + 1);
}
