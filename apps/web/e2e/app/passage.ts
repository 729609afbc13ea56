import { expect, type Page } from '@playwright/test';

/**
 * The PDF page is drawn and its passage marked: there is ink under the marks. The marks are silent for screen readers (the quote beside
 * them is not), so they are found by their attribute.
 */
export async function expectMarkedPage(page: Page, name: RegExp): Promise<void> {
  await expect(page.getByRole('img', { name })).toBeVisible();
  const marks = page.locator('[data-passage-box]');
  await expect(marks.first()).toBeVisible();
  await expect.poll(() => marks.evaluateAll(inkUnder), { message: 'dark pixels under each mark' }).not.toContain(0);
}

function inkUnder(marks: Element[]): number[] {
  return marks.map((mark) => {
    const canvas = mark.parentElement?.querySelector('canvas');
    if (!canvas) return 0;
    const on = canvas.getBoundingClientRect();
    const box = mark.getBoundingClientRect();
    const scale = canvas.width / on.width;
    const [x, y] = [(box.left - on.left) * scale, (box.top - on.top) * scale];
    const size = [Math.max(1, box.width * scale), Math.max(1, box.height * scale)] as const;
    const pixels = canvas.getContext('2d')?.getImageData(x, y, ...size).data ?? [];
    let dark = 0;
    for (let at = 0; at < pixels.length; at += 4)
      if ((pixels[at] ?? 255) < 128 && (pixels[at + 3] ?? 0) > 128) dark += 1;
    return dark;
  });
}
