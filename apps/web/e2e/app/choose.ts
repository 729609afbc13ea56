import { expect, type Locator } from '@playwright/test';

/** Chooses an option of a select by its label. */
export async function choose(select: Locator, label: string): Promise<void> {
  await select.click();
  await select.page().getByRole('option', { name: label }).first().click();
}

/** Types what finds an option of a combobox, and chooses it; again if the page is drawn anew meanwhile, which closes the list. */
export async function find(combobox: Locator, label: string): Promise<void> {
  await expect(async () => {
    await combobox.fill(label);
    await combobox.page().getByRole('option', { name: label }).first().click({ timeout: 3_000 });
  }).toPass();
}
