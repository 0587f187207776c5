import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { expect, type Person } from './people.ts'

export interface Chosen {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** By the button in the chat, which is opened where it is not open yet. */
export async function chooseFile({ page }: Person, file: Chosen): Promise<void> {
  const button = page.getByRole('button', { name: 'Send a file' })
  if (!(await button.isVisible())) await page.getByRole('button', { name: /Chat/ }).click()
  const picker = page.waitForEvent('filechooser')
  await button.click()
  await (await picker).setFiles(file)
}

/** Where the chat is closed the question stands over the pictures; the chat opens with the answer. */
export async function acceptFile({ page }: Person, name = ''): Promise<void> {
  const question = page.locator('.knock, .lines li').filter({ hasText: 'wants to send you' }).filter({ hasText: name })
  await question.getByRole('button', { name: 'Accept' }).click()
}

/** The newest line of the chat that is about a file. */
export function filesOf({ page }: Person): Locator {
  return page.locator('.lines li', { has: page.locator('.file') }).last()
}

/** Presses "Save" at that file and reads what the browser stored. */
export async function saved({ page }: Person, name = '', timeout = 20_000): Promise<Buffer> {
  const line = page
    .locator('.lines li', { has: page.locator('.file') })
    .filter({ hasText: name })
    .last()
  const save = line.getByRole('link', { name: 'Save' })
  await expect(save).toBeVisible({ timeout })
  const download = page.waitForEvent('download')
  await save.click()
  return await readFile(await (await download).path())
}

interface Sound {
  readonly packets: number
  readonly samples: number
  readonly concealed: number
  readonly ms: number
}

/** What comes of the others' sound between now and when the returned function is called. */
export async function soundBetween({ page }: Person): Promise<() => Promise<Sound>> {
  const read = () =>
    page.evaluate(async () => {
      const sum = { packets: 0, samples: 0, concealed: 0, ms: performance.now() }
      for (const connection of window.madeConnections) {
        for (const stat of (await connection.getStats()).values()) {
          if (stat.type !== 'inbound-rtp' || stat.kind !== 'audio') continue
          sum.packets += stat.packetsReceived
          sum.samples += stat.totalSamplesReceived
          // Silence that is made on purpose is no gap.
          sum.concealed += stat.concealedSamples - stat.silentConcealedSamples
        }
      }
      return sum
    })
  const before = await read()
  return async () => {
    const after = await read()
    return {
      packets: after.packets - before.packets,
      samples: after.samples - before.samples,
      concealed: after.concealed - before.concealed,
      ms: after.ms - before.ms,
    }
  }
}
