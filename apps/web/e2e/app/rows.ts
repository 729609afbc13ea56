import type { Locator, Page } from '@playwright/test';

/** The rows of a table, without its head. */
export const rowsOf = (page: Page, table: string): Locator =>
  page
    .getByRole('grid', { name: table, exact: true })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') });
