import { expect, test } from './app/test.ts';
test('smoke', async ({ app, ada, page }) => {
  await page.goto(`${app.url}/w/${ada.workspaceId}/chat`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('New chat');
});
