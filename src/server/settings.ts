import { loadSettings } from '../../config/load.ts'
import { consentInForce } from '../../signaling/contract/consent.ts'

/**
 * The settings as pages read them. The web process checked them before it loaded any page, and told people in a sentence
 * what was wrong; a throw here can only come from another way of starting.
 */
const loaded = loadSettings(process.env)
if (!loaded.ok) throw new Error(loaded.problems.join(' '))

export const settings = loaded.settings

/** What people agree to before a visit. */
export const consent = consentInForce(settings)

/** Do people reach us over TLS? Then cookies carry their `__Host-` and `Secure` marks. */
export const isSecure = settings.publicUrl.startsWith('https:')
