import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { find } from './choose.ts';
import { table } from './documents.ts';
import type { Station } from './library.ts';
import type { Person } from './person.ts';

/** Everything that opens over a page. */
export function overlays(person: Person): Station[] {
  const home = `/w/${person.workspaceId}`;
  const sources = `${home}/sources`;
  return [...addingTo(sources), ...overSources(sources), ...overAnyPage(home, sources)];
}

const listed = (page: Page) => expect(page.getByRole('grid').getByText('Ready', { exact: true })).toHaveCount(3);

/** What opens over the list when something is added to it. */
function addingTo(sources: string): Station[] {
  return [
    {
      name: 'add-text',
      path: sources,
      arrive: async (page) => {
        await page.getByRole('button', { name: 'Add text' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Add text' }).click();
        await expect(page.getByText('Enter a title for the text')).toBeVisible();
      },
    },
    {
      name: 'add-website',
      path: sources,
      arrive: async (page) => {
        await page.getByRole('button', { name: 'Add website' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Preview pages' }).click();
        await expect(page.getByText(/Enter a URL/)).toBeVisible();
      },
    },
    {
      name: 'table-import',
      path: sources,
      arrive: async (page) => {
        const { name, type, body } = table(
          'stock.csv',
          'Made by hand\nName;Note;Price\nLamp;bright;5\nChair;soft;9;too many\n',
        );
        await listed(page);
        await page.getByLabel('Choose files').setInputFiles({ name, mimeType: type, buffer: body });
        const dialog = page.getByRole('dialog', { name: 'Import “stock.csv”' });
        await dialog.getByLabel('Rows to skip above the header').fill('1');
        await expect(dialog.getByRole('columnheader', { name: 'Price' })).toBeVisible();
        await expect(dialog.getByRole('status')).toContainText('1 of the first 2 rows');
      },
    },
  ];
}

/** What opens over the list for a source in it. */
function overSources(sources: string): Station[] {
  return [
    {
      name: 'table-reading',
      path: sources,
      arrive: async (page) => {
        await page.getByRole('button', { name: 'Actions for prices' }).click();
        await page.getByRole('menuitem', { name: 'Extraction options' }).click();
        const dialog = page.getByRole('dialog', { name: 'Extraction options of “prices”' });
        await expect(dialog.getByRole('columnheader', { name: 'Price' })).toBeVisible();
        await expect(dialog.getByRole('button', { name: 'Extract again' })).toBeEnabled();
      },
    },
    {
      name: 'text-reading',
      path: sources,
      arrive: async (page) => {
        await page.getByRole('button', { name: 'Actions for notes' }).click();
        await page.getByRole('menuitem', { name: 'Extraction options' }).click();
        await expect(page.getByRole('dialog').getByRole('combobox')).toBeVisible();
      },
    },
    {
      name: 'sources-selected',
      path: sources,
      arrive: async (page) => {
        await page.getByRole('checkbox', { name: 'Select notes' }).click();
        await expect(page.getByRole('toolbar', { name: 'Actions for selected sources' })).toBeVisible();
      },
    },
    {
      name: 'source-tags',
      path: sources,
      arrive: async (page) => {
        await page.getByRole('button', { name: 'Actions for notes' }).click();
        await page.getByRole('menuitem', { name: 'Tags' }).click();
        await expect(page.getByLabel('New tag')).toBeVisible();
      },
    },
    {
      name: 'source-menu',
      path: sources,
      arrive: async (page) => {
        // the first row: to reach a later one the page scrolls, and the head of the list may cover half of a button
        await page
          .getByRole('main')
          .getByRole('button', { name: /^Actions for / })
          .first()
          .click();
        await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
      },
    },
  ];
}

function overAnyPage(home: string, sources: string): Station[] {
  return [
    {
      name: 'chat-choices',
      path: `${home}/chat`,
      arrive: async (page) => {
        await page.getByRole('button', { name: 'Model and sources' }).click();
        await find(page.getByRole('dialog').getByRole('combobox', { name: 'Sources' }), 'prices');
        await expect(page.getByRole('button', { name: 'Remove prices' })).toBeVisible();
      },
    },
    {
      name: 'palette',
      path: sources,
      arrive: async (page) => {
        await listed(page);
        await page.keyboard.press('Control+k');
        await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
      },
    },
    {
      name: 'shortcuts',
      path: sources,
      arrive: async (page) => {
        await listed(page);
        await page.keyboard.press('?');
        await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      },
    },
    {
      name: 'toast',
      path: `${home}/settings/workspace`,
      arrive: async (page) => {
        await page.getByRole('textbox', { name: 'Name' }).fill(`Workspace ${randomUUID().slice(0, 4)}`);
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        const toast = page.getByRole('region', { name: 'Notifications' }).getByText('Workspace saved');
        await expect(toast).toBeVisible();
        // it stays as long as one points at it
        await toast.hover();
      },
    },
  ];
}
