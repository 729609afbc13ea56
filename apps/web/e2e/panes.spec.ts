import type { Page } from '@playwright/test';
import { expectAccessible } from './app/accessible.ts';
import { addReady, lighthousePdf } from './app/documents.ts';
import { speak } from './app/language.ts';
import { expect, test } from './app/test.ts';

const edge = (page: Page) => page.getByRole('main').getByRole('separator').first();
const shareOf = async (page: Page) => Number(await edge(page).getAttribute('aria-valuenow'));

/** The width of the pane that the edge changes. */
const widthOf = (page: Page) =>
  edge(page).evaluate(
    (element) => document.getElementById(element.getAttribute('aria-controls') ?? '')?.clientWidth ?? 0,
  );

test('the panes of a document are resized by keys and by mouse, keep their widths, and a double click resets them', async ({
  app,
  ada,
  page,
}) => {
  const sourceId = await addReady(ada, lighthousePdf());
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources/${sourceId}`);
  await expect(page.getByRole('region', { name: 'Text', exact: true })).toContainText('Paragraph 1');
  await expect.poll(() => shareOf(page)).toBe(50);
  const equal = await widthOf(page);
  await edge(page).focus();
  await page.keyboard.press('ArrowRight');
  expect(await shareOf(page)).toBe(52);
  expect(await widthOf(page)).toBeGreaterThan(equal);
  await page.keyboard.press('Shift+ArrowLeft');
  expect(await shareOf(page)).toBe(42);
  await page.keyboard.press('Home');
  expect(await shareOf(page)).toBe(Number(await edge(page).getAttribute('aria-valuemin')));
  await expectAccessible(page, 'panes with the edge in focus');
  const { x = 0, y = 0, height = 0 } = (await edge(page).boundingBox()) ?? {};
  await page.mouse.move(x + 2, y + height / 3);
  await page.mouse.down();
  await page.mouse.move(x + 152, y + height / 3, { steps: 4 });
  await page.mouse.up();
  const dragged = await shareOf(page);
  expect(dragged).toBeGreaterThan(30);
  await page.reload();
  await expect.poll(() => shareOf(page)).toBe(dragged);
  // the middle is taken by the two buttons while the edge has the focus
  await edge(page).dblclick({ position: { x: 3, y: 40 } });
  expect(await shareOf(page)).toBe(50);
  await page.getByRole('button', { name: 'Make Document wider' }).click();
  expect(await shareOf(page)).toBe(52);
  await page.setViewportSize({ width: 600, height: 800 });
  await expect(page.getByRole('main').getByRole('separator')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Passages' }).click();
  await expect(page).toHaveURL(/view=passages/);
});

test('from right to left, the arrow that points away from a pane makes it wider', async ({
  app,
  ada,
  page,
  context,
}) => {
  await speak(context, 'ar-XB', ada);
  const sourceId = await addReady(ada, lighthousePdf());
  await page.goto(`${app.url}/w/${ada.workspaceId}/sources/${sourceId}`);
  await expect.poll(() => shareOf(page)).toBe(50);
  const equal = await widthOf(page);
  await edge(page).focus();
  await page.keyboard.press('ArrowLeft');
  expect(await shareOf(page)).toBe(52);
  expect(await widthOf(page)).toBeGreaterThan(equal);
});
