import type { Server } from 'node:https'
import type { Settings } from '../../../config/settings.ts'
import type { Log } from '../log.ts'
import type { OpenServer } from '../open-server.ts'
import { readAuthority } from './authority.ts'
import { readPair } from './pair.ts'
import { pairSentence } from './pair-sentences.ts'
import { type Renewal, watchPair } from './renewal.ts'
import { createTlsServer, takeOver } from './tls-server.ts'

export interface Tls {
  readonly openServer: OpenServer
  /** Browsers know who issued the certificate, or they warn of it until they are told. */
  readonly certificate: 'from-an-authority' | 'of-our-own'
  /** The certificate of the clinic's own authority, if there is one (DER). */
  readonly authority: Buffer | null
  /** Takes up what TLS_CERT and TLS_KEY hold from now on. */
  keepUp(log: Log): Renewal
}

export type OpenedTls = { ok: true; tls: Tls } | { ok: false; sentence: string }

/** Reads what TLS_CERT and its kin name; says in a sentence what is wrong with it. */
export function openTls(
  files: { cert: string; key: string; authority: string | null },
  publicUrl: Settings['publicUrl'],
): OpenedTls {
  const read = readPair(files, Date.now())
  if (!read.ok) return { ok: false, sentence: pairSentence(read.why, files) }
  const { pair } = read
  const authority = files.authority === null ? null : readAuthority(files.authority)
  if (files.authority !== null && authority === null) {
    return {
      ok: false,
      sentence: `TLS_AUTHORITY: "${files.authority}" holds no authority's certificate in PEM form that can be read.`,
    }
  }

  let server: Server | null = null
  const isOwn = authority !== null || pair.certificate.checkIssued(pair.certificate)
  return {
    ok: true,
    tls: {
      openServer(options, answer) {
        server = createTlsServer(pair, publicUrl, options, answer)
        return server
      },
      certificate: isOwn ? 'of-our-own' : 'from-an-authority',
      authority,
      keepUp: (log) =>
        watchPair({
          files,
          inUse: pair,
          takeOver: (renewed) => {
            if (server !== null) takeOver(server, renewed)
          },
          log,
          now: Date.now,
        }),
    },
  }
}
