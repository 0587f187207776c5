import { join } from 'node:path'

/**
 * What `--phone` changes about a start: https on this machine's own network address, with a certificate of its own making.
 *
 * @typedef {{ kind: 'not-asked' } | { kind: 'refused', sentence: string } | Phone} Prepared
 * @typedef {{ kind: 'ready', environment: Record<string, string>, address: string, others: string[], publicUrl: string }} Phone
 * `environment`: settings for the processes. `others`: addresses it could have been instead.
 */

const OURS = ['PUBLIC_URL', 'TLS_CERT', 'TLS_KEY', 'TLS_AUTHORITY']

/** @param {readonly string[]} args @param {Readonly<Record<string, string | undefined>>} settings @returns {Promise<Prepared>} */
export async function preparePhone(args, settings) {
  const unknown = args.find((arg) => !/^--phone(=.+)?$/.test(arg))
  if (unknown !== undefined) return refused(`npm start knows --phone and --phone=ADDRESS, but not ${unknown}.`)
  const [phone] = args
  if (phone === undefined) return { kind: 'not-asked' }
  const set = OURS.filter((name) => settings[name]?.trim())
  if (set.length > 0) {
    return refused(`--phone makes its own address and certificate; leave out ${set.join(' and ')}, or --phone.`)
  }

  const { chooseAddress, ownAddresses, routedAddress } = await import('./own-address.mjs')
  const asked = phone.split('=')[1] ?? null
  const choice = chooseAddress({ asked, own: ownAddresses(), routed: await routedAddress() })
  if (!choice.ok) return refused(choice.sentence)
  const { address, others } = choice

  const folder = join(settings['DATA_DIR']?.trim() || 'data', 'tls')
  const { keptCertificate } = await import('./kept-certificate.mjs')
  try {
    const { files } = await keptCertificate({ folder, address, others, now: Date.now() })
    const publicUrl = `https://${address}:${settings['PORT']?.trim() || 4321}`
    const { cert: TLS_CERT, key: TLS_KEY, authority: TLS_AUTHORITY } = files
    const environment = { HOST: address, PUBLIC_URL: publicUrl, TLS_CERT, TLS_KEY, TLS_AUTHORITY }
    return { kind: 'ready', environment, address, others, publicUrl }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    return refused(
      `The certificate cannot be kept in "${folder}"; set DATA_DIR to a folder that this user may write to.`,
    )
  }
}

/** @param {string} sentence @returns {Prepared} */
function refused(sentence) {
  return { kind: 'refused', sentence }
}
