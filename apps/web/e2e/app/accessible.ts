import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export const themes = ['light', 'dark'] as const;
export const sizes = [
  { width: 1440, height: 900 },
  { width: 320, height: 640 },
] as const;

type Rules = Parameters<AxeBuilder['options']>[0];
export const everyRule: Rules = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
};
/** Longer words are made longer again around a name: a name that holds what its button shows does so in real languages only. */
export const rulesOfPseudoLocales: Rules = {
  ...everyRule,
  rules: { 'label-content-name-mismatch': { enabled: false } },
};
const rulesOfColour: Rules = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** As `expectAccessible`, in every width and theme; `arrive` is called in each width. Another theme can only affect colours. */
export async function expectAccessibleEverywhere(
  page: Page,
  where: string,
  arrive?: () => Promise<unknown>,
): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await arrive?.();
    await expectAccessible(page, `${where}, light, ${size.width}`);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectAccessible(page, `${where}, dark, ${size.width}`, rulesOfColour);
  }
}

/** No violation that axe knows, and no page that scrolls sideways. */
export async function expectAccessible(page: Page, where: string, rules: Rules = everyRule): Promise<void> {
  // there are no frames of other origins, for which its default mode opens a page of its own each time
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options(rules).analyze();
  const faults = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} · ${target.join(' ')} · ${failureSummary ?? ''}`),
  );
  expect.soft(faults, where).toEqual([]);
  expect.soft(await page.evaluate(pushedSideways), `${where} does not scroll sideways`).toEqual([]);
}

/** Elements that scroll sideways, except tables and code. */
function pushedSideways(): string[] {
  const tooWide = [document.documentElement, ...document.querySelectorAll('main *, [role=dialog] *')].filter(
    (element) => {
      const { overflowX } = getComputedStyle(element);
      const scrolls = element === document.documentElement || overflowX === 'auto' || overflowX === 'scroll';
      const mayScroll = element.matches('pre, textarea, input, :has(> table), [data-scrolls]');
      return scrolls && !mayScroll && element.scrollWidth > element.clientWidth + 1;
    },
  );
  return tooWide.map(
    (element) => `${element.tagName} ${element.className} ${element.scrollWidth} > ${element.clientWidth}`,
  );
}
