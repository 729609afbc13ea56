import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { everyRule, expectAccessible } from './app/accessible.ts';
import { openUiPage } from './app/ui-page.ts';

type Open = (example: string, view?: Record<string, string>) => Promise<Locator>;

const test = base.extend<{ open: Open }, { url: string }>({
  url: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs
    async ({}, use, { parallelIndex }) => {
      const page = await openUiPage(parallelIndex);
      await use(page.url);
      await page.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  open: async ({ page, url }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await use(async (example, view = {}) => {
      await page.goto(`${url}?${new URLSearchParams({ only: example, ...view })}`);
      const shown = page.locator(`[data-example="${example}"]`);
      await shown.waitFor();
      return shown;
    });
    expect(faults).toEqual([]);
  },
});

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/**
 * While the list of a combobox is open, Base UI hides the rest of the page from screen readers, not from Tab: it closes the list when the focus
 * leaves.
 */
const rulesWhileOpen = {
  ...everyRule,
  rules: { 'aria-hidden-focus': { enabled: false }, 'page-has-heading-one': { enabled: false } },
};

/** A button within a field; the label of the field describes it. */
const within = (shown: Locator, name: string, label: string | RegExp) =>
  shown.getByRole('button', { name, description: label });
const box = (shown: Locator, name: string) => shown.getByRole('combobox', { name, exact: true });

test('a select is used by keys alone: arrows, typed letters, Escape; an option says why it is disabled', async ({
  page,
  open,
}) => {
  const role = box(await open('select'), 'Role');
  await expect(role).toHaveAccessibleDescription('What somebody may do here.');
  await role.focus();
  await press(page, 'Enter');
  const option = (name: RegExp) => page.getByRole('option', { name });
  await expect(option(/^Analyst/)).toHaveAttribute('aria-selected', 'true');
  await expect(option(/^Owner/)).toHaveAttribute('aria-disabled', 'true');
  await expect(option(/^Owner/)).toContainText('Only an owner can make somebody an owner.');
  await expectAccessible(page, 'an open select');
  await press(page, 'ArrowUp', 'Enter');
  await expect(role).toHaveText('Viewer');
  await expect(role).toBeFocused();
  await press(page, 'ArrowDown', 'e');
  await expect(option(/^Editor/)).toBeFocused();
  await press(page, 'Escape');
  await expect(role).toHaveText('Viewer');
  // closed, a letter chooses at once; one that follows another quickly is typed behind it
  await expect(async () => {
    await press(page, 'a');
    await expect(role).toHaveText('Analyst', { timeout: 1_000 });
  }).toPass();
});

test('a select names its groups, and a refused one says what is wrong', async ({ page, open }) => {
  const shown = await open('select');
  await shown.getByText('Model', { exact: false }).first().click();
  const model = box(shown, 'Model (optional)');
  await expect(model).toBeFocused();
  await press(page, 'Enter');
  await expect(page.getByRole('group', { name: 'Ollama on this computer' }).getByRole('option')).toHaveCount(2);
  await press(page, 'Escape');
  await expect(box(shown, 'Refused')).toHaveAttribute('aria-invalid', 'true');
  await expect(box(shown, 'Refused')).toHaveAccessibleDescription('Choose another role.');
  await expect(box(shown, 'Disabled')).toBeDisabled();
  await expect(box(shown, 'Disabled')).toHaveAccessibleDescription('Only owners can change roles.');
});

test('a combobox filters without accents, reads out counts, restores what was chosen and can be emptied', async ({
  page,
  open,
}) => {
  const shown = await open('combobox');
  const fruit = box(shown, 'Fruit');
  await fruit.focus();
  await page.keyboard.type('acai');
  await expect(page.getByRole('option')).toHaveText(/^Açaí/);
  await expect(page.getByRole('status').filter({ hasText: '1 option' })).toBeAttached();
  await expectAccessible(page, 'an open combobox', rulesWhileOpen);
  await fruit.fill('nothing of the kind');
  await expect(page.getByText('No matches')).toBeVisible();
  await press(page, 'Escape');
  await press(page, 'Tab');
  await expect(fruit).toHaveValue('Pear');
  await fruit.fill('plu');
  await press(page, 'Enter');
  await expect(fruit).toHaveValue('Plum');
  // Escape in a closed one belongs to the dialog around it, and empties nothing
  await press(page, 'Escape', 'Escape');
  await expect(fruit).toHaveValue('Plum');
  await within(shown, 'Clear', 'Fruit').click();
  await expect(fruit).toHaveValue('');
  await expect(fruit).toBeFocused();
});

test('of 5,000 options few are in the page, and each can be reached by keys', async ({ page, open }) => {
  const many = box(await open('combobox'), 'One of 5,000');
  await many.focus();
  await press(page, 'ArrowDown');
  await expect(page.getByRole('option', { name: 'Document 2500' })).toBeVisible();
  expect(await page.getByRole('option').count()).toBeLessThan(80);
  await press(page, 'ArrowDown', 'ArrowDown', 'Enter');
  await expect(many).toHaveValue('Document 2502');
  await many.fill('499');
  await expect(page.getByRole('status').filter({ hasText: '15 options' })).toBeAttached();
  await many.fill('Document');
  await expect(page.getByRole('option').first()).toHaveAttribute('aria-setsize', '5000');
  await press(page, 'ArrowUp', 'Enter');
  await expect(many).toHaveValue('Document 5000');
});

test('a combobox makes what is not there, and says that it loads or failed', async ({ page, open }) => {
  const shown = await open('combobox');
  const made = box(shown, 'Made while typing');
  await made.fill('Quince');
  await page.getByRole('option', { name: 'Create “Quince”' }).click();
  await expect(made).toHaveValue('Quince');
  await box(shown, 'Loading').click();
  await expect(page.getByRole('status').filter({ hasText: 'Loading' })).toBeVisible();
  await press(page, 'Escape');
  await box(shown, 'Failed').click();
  await expect(page.getByRole('status').filter({ hasText: 'cannot be reached' })).toBeVisible();
});

test('several values are chips: added by Enter, a comma or leaving, removed by Backspace, Delete and their buttons', async ({
  page,
  open,
}) => {
  const shown = await open('multi-combobox');
  const tags = box(shown, 'Tags');
  const chips = shown.getByRole('toolbar', { name: 'Tags' }).getByRole('button', { name: /^Remove / });
  await tags.focus();
  await page.keyboard.type('own, two words, let');
  await press(page, 'Enter');
  await expect(chips).toHaveCount(5);
  await page.keyboard.type('left over');
  await press(page, 'Tab');
  await expect(shown.getByRole('button', { name: 'Remove left over' })).toBeVisible();
  await tags.focus();
  await press(page, 'Backspace');
  await expect(shown.getByRole('button', { name: 'Remove left over' })).toHaveCount(0);
  await press(page, 'ArrowLeft');
  await expect(shown.locator('[aria-label="letters"]').first()).toBeFocused();
  await press(page, 'Delete');
  await expect(shown.getByRole('button', { name: 'Remove letters' })).toHaveCount(1);
  await shown.getByRole('button', { name: 'Remove travel' }).click();
  await expect(chips).toHaveCount(3);
  await expectAccessible(page, 'a combobox with chips');
});

test('a day is typed in many ways, and one outside the limits is refused in words', async ({ page, open }) => {
  const shown = await open('date-field');
  const expires = shown.getByRole('textbox', { name: 'Expires' });
  for (const [typed, written] of [
    ['3 nov 2026', '11/03/2026'],
    ['12/24/26', '12/24/2026'],
    ['2027-02-01', '02/01/2027'],
  ] as const) {
    await expires.fill(typed);
    await press(page, 'Enter');
    await expect(expires).toHaveValue(written);
  }
  await expires.fill('tomorrow or so');
  await press(page, 'Tab');
  await expect(expires).toHaveAttribute('aria-invalid', 'true');
  await expect(expires).toHaveAccessibleDescription(/^Enter a date such as \d\d\/\d\d\/\d{4}/);
  await within(shown, 'Clear', 'Expires').click();
  await expect(expires).toHaveValue('');
  await expect(expires).not.toHaveAttribute('aria-invalid');
  const limited = shown.getByRole('textbox', { name: /^In December 2026/ });
  await limited.fill('1/1/2027');
  await press(page, 'Tab');
  await expect(limited).toHaveAccessibleDescription('Enter 12/31/2026 or an earlier date');
});

for (const direction of ['ltr', 'rtl'] as const)
  test(`the calendar is used by keys, ${direction}`, async ({ page, open }) => {
    const shown = await open('date-field', { direction });
    const expires = shown.getByRole('textbox', { name: 'Expires' });
    await expires.fill('2024-02-15');
    await press(page, 'Alt+ArrowDown');
    const calendar = page.getByRole('dialog', { name: 'Expires' });
    const day = (name: string) => calendar.getByRole('button', { name });
    await expect(calendar.getByRole('grid', { name: 'February 2024' })).toBeVisible();
    await expect(day('Thursday, February 15, 2024')).toBeFocused();
    await expectAccessible(page, `the calendar, ${direction}`);
    await press(page, direction === 'ltr' ? 'ArrowRight' : 'ArrowLeft');
    await expect(day('Friday, February 16, 2024')).toBeFocused();
    await press(page, 'ArrowDown', 'Home');
    await expect(day('Sunday, February 18, 2024')).toBeFocused();
    await press(page, 'End', 'PageDown');
    await expect(day('Sunday, March 24, 2024')).toBeFocused();
    await press(page, 'Shift+PageUp', 'ArrowUp');
    await expect(day('Friday, March 17, 2023')).toBeFocused();
    await press(page, 'Enter');
    await expect(calendar).toBeHidden();
    await expect(expires).toHaveValue('03/17/2023');
    await within(shown, 'Open calendar', 'Expires').press('Enter');
    await expect(day('Friday, March 17, 2023')).toBeFocused();
    await press(page, 'Escape');
    await expect(calendar).toBeHidden();
    await expect(within(shown, 'Open calendar', 'Expires')).toBeFocused();
  });

test('days outside the limits cannot be chosen, and a usual period sets both ends', async ({ page, open }) => {
  const shown = await open('date-field');
  await within(shown, 'Open calendar', /^In December 2026/).click();
  const calendar = page.getByRole('dialog');
  await expect(calendar.getByRole('grid')).toHaveAccessibleName('December 2026');
  await press(page, 'PageUp');
  await expect(calendar.getByRole('grid')).toHaveAccessibleName('December 2026');
  await expect(calendar.getByRole('button', { name: 'Next month' })).toHaveAttribute('aria-disabled', 'true');
  await press(page, 'Escape');
  const period = shown.getByRole('group', { name: 'Period' });
  await within(period, 'Open calendar', 'From').click();
  await calendar.getByRole('group', { name: 'Periods' }).getByRole('button', { name: 'Last 7 days' }).click();
  const dayIn = async (name: string) => Date.parse(await period.getByRole('textbox', { name }).inputValue());
  expect(Math.round(((await dayIn('Until')) - (await dayIn('From'))) / 86_400_000)).toBe(6);
  await within(period, 'Open calendar', 'Until').click();
  await calendar.getByRole('button', { name: 'Any time' }).click();
  await expect(period.getByRole('textbox', { name: 'From' })).toHaveValue('');
});

test('Escape empties a search and then belongs to what is around it', async ({ page, open }) => {
  const shown = await open('search-field');
  const found = shown.getByRole('searchbox', { name: 'Searched' });
  await found.focus();
  await press(page, 'Escape');
  await expect(found).toHaveValue('');
  await page.evaluate(() =>
    document.addEventListener('keydown', ({ defaultPrevented }) => {
      document.title = defaultPrevented ? 'used' : 'left';
    }),
  );
  await press(page, 'Escape');
  await expect(page).toHaveTitle('left');
  await page.keyboard.type('mill');
  await within(shown, 'Clear', 'Searched').click();
  await expect(found).toBeFocused();
  await expect(found).toHaveValue('');
  await expect(shown.getByRole('searchbox', { name: 'Find sources' })).toHaveAttribute('aria-keyshortcuts', '/');
  await expect(shown.getByRole('searchbox', { name: 'Busy' })).toHaveAttribute('aria-busy', 'true');
});

test('segments, chips and numbers are used by keys', async ({ page, open }) => {
  const themes = (await open('segmented-control')).getByRole('radiogroup', { name: 'Theme' });
  await themes.getByRole('radio', { name: 'Dark' }).focus();
  await press(page, 'ArrowRight');
  await expect(themes.getByRole('radio', { name: 'Same as the system' })).toBeChecked();

  const chips = (await open('chips')).getByRole('list', { name: 'Active filters' });
  await chips.getByRole('button', { name: 'Remove Tag: travel' }).focus();
  await press(page, 'Delete');
  await expect(chips.getByRole('button', { name: /^Remove Source/ })).toBeFocused();
  await press(page, 'Backspace');
  await expect(chips.getByRole('button', { name: 'Remove Kind: PDF' })).toBeFocused();

  const shown = await open('number-field');
  const pages = shown.getByRole('textbox', { name: 'Page limit' });
  await expect(pages).toHaveValue('12,500');
  await pages.focus();
  await press(page, 'ArrowUp', 'Shift+ArrowUp');
  await expect(pages).toHaveValue('12,511');
  await pages.fill('-4');
  await press(page, 'Tab');
  await expect(pages).toHaveValue('1');
  await within(shown, 'Increase', 'Page limit').click();
  await expect(pages).toHaveValue('2');
  await expect(shown.getByRole('textbox', { name: 'Time to first byte' })).toHaveAccessibleDescription('seconds');
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test('options and days open as a sheet at the bottom of the screen', async ({ page, open }) => {
    const role = box(await open('select'), 'Role');
    expect((await role.boundingBox())?.height).toBeGreaterThanOrEqual(36);
    await role.tap();
    const editor = page.getByRole('option', { name: /^Editor/ });
    await expect(editor).toBeVisible();
    const sheet = await page.getByRole('listbox', { name: 'Role' }).boundingBox();
    expect(sheet?.x).toBeLessThan(2);
    expect(sheet?.width).toBeGreaterThan(350);
    expect((await editor.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await editor.tap();
    await expect(role).toHaveText('Editor');
    const dates = await open('date-field');
    await within(dates, 'Open calendar', 'Expires').tap();
    const calendar = await page.getByRole('dialog', { name: 'Expires' }).boundingBox();
    expect(calendar?.width).toBeGreaterThan(350);
  });
});

test('no control pushes the page sideways on a phone, with large text or from right to left', async ({
  page,
  open,
}) => {
  test.slow();
  const controls = [
    'select',
    'combobox',
    'multi-combobox',
    'date-field',
    'search-field',
    'segmented-control',
    'chips',
    'number-field',
    'calendar',
  ];
  const views: Record<string, string>[] = [{}, { text: '200' }, { direction: 'rtl', theme: 'dark' }];
  for (const control of controls) {
    for (const view of views) {
      // large text is read on half of a wide screen; a phone is as wide as a wide screen at 400 %
      await page.setViewportSize({ width: view.text ? 640 : 320, height: 640 });
      await open(control, view);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(beyond, `${control} ${JSON.stringify(view)}`).toBeLessThanOrEqual(0);
    }
    await expectAccessible(page, `${control}, dark, right to left`);
  }
});
