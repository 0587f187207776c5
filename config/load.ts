import { Compile } from 'typebox/compile'
import { SETTINGS, type Setting, type SettingKey, type Settings } from './settings.ts'

/** One sentence for each setting that is wrong; the process that gets them prints them and stops. */
export type LoadedSettings = { ok: true; settings: Settings } | { ok: false; problems: string[] }

/** Reads and checks every setting. `environment` is what the process was started with; an empty value counts as not set. */
export function loadSettings(environment: Readonly<Record<string, string | undefined>>): LoadedSettings {
  const problems: string[] = []
  const values: Record<string, unknown> = {}
  for (const key of Object.keys(SETTINGS) as SettingKey[]) {
    const setting: Setting = SETTINGS[key]
    const given = environment[setting.name]?.trim()
    const written = given ? given : setting.default
    if (written === null) {
      values[key] = null
      continue
    }
    const value = parse(setting, written)
    if (Compile(setting.schema).Check(value)) values[key] = value
    else problems.push(sentence(setting, written))
  }
  if (problems.length > 0) return { ok: false, problems }
  if (values['publicUrl'] === null) values['publicUrl'] = `http://localhost:${values['port']}`
  // Each value was checked by the schema its type comes from.
  const settings = values as unknown as Settings
  const conflicts = whatDoesNotGoTogether(settings)
  return conflicts.length > 0 ? { ok: false, problems: conflicts } : { ok: true, settings }
}

function parse(setting: Setting, written: string): unknown {
  const type: unknown = Reflect.get(setting.schema, 'type')
  if (type === 'integer') return /^-?\d+$/.test(written) ? Number(written) : written
  if (type === 'array') {
    return written
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }
  if (type === 'boolean') return written === 'true' ? true : written === 'false' ? false : written
  return written
}

function sentence(setting: Setting, written: string): string {
  const shown = setting.secret ? '' : ` is "${written}", but`
  return `${setting.name}${shown} should be ${setting.shouldBe}.`
}

function whatDoesNotGoTogether(settings: Settings): string[] {
  const problems: string[] = []
  if (settings.port === settings.signalingPort) problems.push('SIGNALING_PORT should be another port than PORT.')
  if (settings.turnUrls.length > 0 && settings.turnSecret === null) {
    problems.push('TURN_SECRET should be set when TURN_URLS is: without it no relay lets anybody in.')
  }
  if ((settings.consentText === null) !== (settings.consentVersion === null)) {
    problems.push('CONSENT_TEXT and CONSENT_VERSION should both be set, or neither: each text needs a name of its own.')
  }
  return problems
}
