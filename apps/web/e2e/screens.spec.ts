import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sizes, themes } from './app/accessible.ts';
import { fillLibrary, stations } from './app/library.ts';
import { overlays } from './app/overlays.ts';
import { startApp } from './app/start-app.ts';
import { test } from './app/test.ts';

const folder = join(import.meta.dirname, '../../../artifacts/screens');

test('pictures of every page to look at @screens', async ({ app, page, context }) => {
  test.setTimeout(600_000);
  await mkdir(folder, { recursive: true });
  const ada = app.owner;
  await ada.enter(context);
  const library = await fillLibrary(ada);
  const empty = await ada.client.workspaces.create.mutate({ name: 'Empty' });
  const places = [...stations(ada, { workspaceId: empty.id }, library), ...overlays(ada)];
  for (const { name, path, arrive } of places) {
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.goto(app.url + path);
        await arrive(page);
        await page.screenshot({
          path: join(folder, `${name}-${size.width}-${colorScheme}.png`),
          animations: 'disabled',
        });
      }
    }
  }
});

test('pictures of the first step and of signing in @screens', async ({ page }) => {
  const fresh = await startApp();
  for (const [name, path] of [
    ['welcome-account', '/'],
    ['sign-in', '/sign-in'],
  ]) {
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        await page.goto(fresh.url + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.screenshot({
          path: join(folder, `${name}-${size.width}-${colorScheme}.png`),
          animations: 'disabled',
        });
      }
    }
  }
  await fresh.close();
});
