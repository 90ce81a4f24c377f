import type { Matter, MatterDetail, MatterKind, ProcessTransition } from '@redbridge/contract'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { House, Login } from './house.ts'
import { drawerOf, seeMessage } from './see.ts'
import { fill, zh } from './words.ts'

/** What a definition says on screen: the journeys know kinds, events and fields, and read their words from the server. */
export interface Words {
  readonly kind: MatterKind
  step(event: string, from?: string): string
  field(event: string, field: string): string
  option(event: string, field: string, value: string): string
  state(state: string): string
}

export const readKinds = async (house: House): Promise<(kind: string) => Words> => {
  const page = await house.desk('analyst', 'about:blank')
  const { items } = (await (await page.request.get('/api/matter-kinds')).json()) as { items: MatterKind[] }
  return (name) => wordsOf(items.find((one) => one.kind === name) as MatterKind)
}

const wordsOf = (kind: MatterKind): Words => {
  const find = (event: string, from?: string): ProcessTransition =>
    kind.transitions.find((one) => one.event === event && (!from || one.from.includes(from))) as ProcessTransition
  const fieldOf = (event: string, name: string) => {
    const fields = find(event).form.flatMap((one) => [one, ...(one.columns ?? [])])
    return fields.find((one) => one.name === name)
  }
  return {
    kind,
    step: (event, from) => find(event, from).text.zh,
    field: (event, name) => {
      const field = fieldOf(event, name)
      return `${field?.label.zh}${field?.required ? '' : zh.matterForm.optional}`
    },
    option: (event, name, value) =>
      fieldOf(event, name)?.options?.find((one) => one.value === value)?.text.zh as string,
    state: (state) => kind.states.find((one) => one.state === state)?.text.zh as string,
  }
}

/** The steps that the open matter offers. */
export const stepsOf = (page: Page): Locator => page.getByRole('region', { name: zh.matter.actions })

/** Opens a step's form at the side. */
export const begin = async (page: Page, step: string): Promise<Locator> => {
  await stepsOf(page).getByRole('button', { name: step, exact: true }).click()
  const drawer = drawerOf(page)
  await drawer.getByRole('button', { name: step, exact: true }).last().waitFor()
  return drawer
}

/** Takes a step: opens its form, lets it be filled in, sends it and sees the word that it is done. */
export const take = async (page: Page, step: string, fillIn?: (form: Locator) => Promise<unknown>): Promise<void> => {
  const drawer = await begin(page, step)
  await fillIn?.(drawer)
  await drawer.getByRole('button', { name: step, exact: true }).last().click()
  await seeMessage(page, fill(zh.matter.done, { event: step }))
  await drawer.waitFor({ state: 'hidden' })
}

/** Waits until the open matter stands in a state. */
export const seeState = (page: Page, state: string): Promise<void> =>
  page.locator('.rb-matter-head .rb-tag').filter({ hasText: state }).first().waitFor()

export const historyOf = (page: Page): Locator => page.getByRole('list', { name: zh.matter.timeline })

export const setDate = async (form: Locator, label: string, day: string): Promise<void> => {
  const input = form.getByLabel(label, { exact: true })
  await input.fill(day)
  await input.press('Enter')
}

/** A day from today on, as the server's calendar in Shanghai counts. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

/** What happens in the journey behind the scenes: over the API, by a person of the demonstration. */
export interface Caller {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: unknown): Promise<T>
  move(kind: string, id: string, event: string, form?: object): Promise<MatterDetail>
}

export const callerOf = async (house: House, login: Login): Promise<Caller> => {
  const page = await house.desk(login, 'about:blank')
  const headers = { origin: house.address, 'x-redbridge-request': '1' }
  const get = async <T>(path: string): Promise<T> => {
    const answer = await page.request.get(path)
    expect(answer.status(), path).toBe(200)
    return (await answer.json()) as T
  }
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const answer = await page.request.post(path, { data: body, headers })
    expect(answer.status(), `${path} ${await answer.text()}`).toBeLessThan(300)
    return (await answer.json()) as T
  }
  return {
    get,
    post,
    move: async (kind, id, event, form = {}) => {
      const { version } = await get<Matter>(`/api/matters/${id}`)
      return post(`/api/matters/${kind}/${id}/${event}`, { version, form })
    },
  }
}
