import type { Locator, Page } from 'playwright-core'
import { zh } from './words.ts'

/** Chooses an option of a select by its label. Options lie at the end of the document, not in the form. */
export const choose = async (form: Page | Locator, label: string, option: string, type = ''): Promise<void> => {
  const box = form.getByRole('combobox', { name: label, exact: true })
  await box.click()
  if (type) await box.fill(type)
  await box
    .page()
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: option })
    .first()
    .click()
}

export const openUserMenu = async (page: Page, entry: string): Promise<void> => {
  await page.locator('header').getByRole('button').last().click()
  await page.getByRole('menuitem', { name: entry }).click()
}

export const signOut = async (page: Page): Promise<void> => {
  await openUserMenu(page, zh.shell.signOut)
  await page.getByLabel(zh.signIn.login).waitFor()
}

/** Replaces a one-time password, as the form after the first sign-in asks for it. */
export const setNewPassword = async (page: Page, password: string, repeat = password): Promise<void> => {
  await page.getByLabel(zh.signIn.newPassword, { exact: true }).fill(password)
  await page.getByLabel(zh.signIn.repeatPassword).fill(repeat)
  await page.getByRole('button', { name: zh.signIn.setPassword }).click()
}
