import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { fillLibrary, type Station, stations } from './app/library.ts';
import { overlays } from './app/overlays.ts';
import { startApp } from './app/start-app.ts';
import { test } from './app/test.ts';

const folder = join(import.meta.dirname, '../../../artifacts/screens');
/** `SCREENS=1`: every page; otherwise those whose names match it. `VIEWS=320`: only views whose names match that. */
const { SCREENS = '1', VIEWS = '' } = process.env;
const isWanted = ({ name }: { name: string }) => SCREENS === '1' || new RegExp(SCREENS).test(name);

type View = {
  name: string;
  width: 320 | 768 | 1440;
  colorScheme?: 'light' | 'dark';
  direction?: 'rtl';
  text?: '200%';
  forcedColors?: 'active';
};

/** Each page at each width in both themes, and once with what people set in their browsers. */
const views: View[] = [
  ...([320, 768, 1440] as const).flatMap((width) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ name: `${width}-${colorScheme}`, width, colorScheme })),
  ),
  { name: '1440-rtl', width: 1440, direction: 'rtl' },
  { name: '320-rtl', width: 320, direction: 'rtl' },
  { name: '1440-200', width: 1440, text: '200%' },
  { name: '320-200', width: 320, text: '200%' },
  { name: '1440-forced', width: 1440, forcedColors: 'active' },
];

async function takePictures(page: Page, url: string, { name, path, arrive }: Station): Promise<void> {
  for (const view of views.filter(({ name: viewName }) => new RegExp(VIEWS).test(viewName))) {
    const { width, colorScheme = 'light', forcedColors = 'none' } = view;
    await page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
    await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' });
    await page.goto(url + path);
    await arrive(page);
    await page.evaluate(({ direction = 'ltr', text = '' }) => {
      document.documentElement.dir = direction;
      document.documentElement.style.fontSize = text;
    }, view);
    await page.screenshot({ path: join(folder, `${name}-${view.name}.png`), animations: 'disabled' });
  }
}

test('pictures of every page to look at @screens', async ({ app, page, context }) => {
  test.setTimeout(1_800_000);
  await mkdir(folder, { recursive: true });
  const ada = app.owner;
  await ada.enter(context);
  const library = await fillLibrary(ada);
  const empty = await ada.client.workspaces.create.mutate({ name: 'Empty' });
  const places = [...stations(ada, { workspaceId: empty.id }, library), ...overlays(ada)];
  for (const place of places.filter(isWanted)) await takePictures(page, app.url, place);
});

test('pictures of the first step and of signing in @screens', async ({ page }) => {
  test.setTimeout(300_000);
  await mkdir(folder, { recursive: true });
  const places = [
    { name: 'welcome-account', path: '/' },
    { name: 'sign-in', path: '/sign-in' },
  ];
  const fresh = await startApp();
  const arrive = (at: Page) => at.getByRole('heading', { level: 1 }).waitFor();
  for (const place of places.filter(isWanted)) await takePictures(page, fresh.url, { ...place, arrive });
  await fresh.close();
});
