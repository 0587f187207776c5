import { SETTINGS, type Setting } from './settings.ts'

/** The text of `.env.example`; a test holds the file against it. */
export function envExample(): string {
  const blocks = Object.values(SETTINGS).map((setting: Setting) =>
    [
      `# ${setting.meaning}`,
      `# Should be ${setting.shouldBe}. Read by: ${setting.readBy.join(', ')}.`,
      `#${setting.name}=${setting.default ?? ''}`,
    ].join('\n'),
  )
  return `# Bedside needs no settings. Copy this file to .env and change what should differ.\n\n${blocks.join('\n\n')}\n`
}
