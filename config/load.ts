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
    if (Compile(setting.schema).Check(value) && (!setting.isUrl || URL.canParse(written))) values[key] = value
    else problems.push(sentence(setting, written))
  }
  if (problems.length > 0) return { ok: false, problems }
  values['publicUrl'] ??= `${values['tlsCert'] === null ? 'http' : 'https'}://localhost:${values['port']}`
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

const BOTH_OR_NEITHER = [
  ['consentText', 'consentVersion'],
  ['smtpUrl', 'mailFrom'],
  ['webhookUrl', 'webhookSecret'],
  ['tlsCert', 'tlsKey'],
] as const satisfies (readonly [SettingKey, SettingKey])[]

function whatDoesNotGoTogether(settings: Settings): string[] {
  const problems: string[] = []
  if (settings.port === settings.signalingPort) problems.push('SIGNALING_PORT should be another port than PORT.')
  if (settings.turnUrls.length > 0 && settings.turnSecret === null) {
    problems.push('TURN_SECRET should be set when TURN_URLS is: without it no relay lets anybody in.')
  }
  if (settings.relayOnly && settings.turnUrls.length === 0) {
    problems.push('TURN_URLS should be set when RELAY_ONLY is true: without a relay nobody could be connected.')
  }
  for (const [one, other] of BOTH_OR_NEITHER) {
    if ((settings[one] === null) !== (settings[other] === null)) {
      problems.push(`${SETTINGS[one].name} and ${SETTINGS[other].name} should both be set, or neither.`)
    }
  }
  if (settings.tlsAuthority !== null && settings.tlsCert === null) {
    problems.push('TLS_CERT should be set when TLS_AUTHORITY is: it is the certificate that this authority issued.')
  }
  if (settings.tlsCert !== null && !settings.publicUrl.startsWith('https:')) {
    problems.push('PUBLIC_URL should begin with https:// when TLS_CERT is set.')
  }
  return problems
}
