export type SectionKind = 'audio' | 'video' | 'application'

/** Descriptions as the simulated connection writes and reads them: only what an engine, a server or the other end looks at. */
export interface Described {
  readonly type: 'offer' | 'answer'
  readonly session: string
  readonly version: number
  readonly fingerprint: string
  readonly ufrag: string
  readonly sections: readonly { readonly mid: string; readonly kind: SectionKind }[]
  /** Candidate lines known when it was written. */
  readonly candidates: readonly string[]
}

export function writeSdp({ session, version, fingerprint, ufrag, sections, candidates }: Described): string {
  return [
    'v=0',
    `o=- ${session} ${version} IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    `a=fingerprint:sha-256 ${fingerprint}`,
    `a=ice-ufrag:${ufrag}`,
    ...sections.flatMap(({ mid, kind }) =>
      kind === 'application'
        ? ['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', `a=mid:${mid}`, 'a=sctp-port:5000']
        : [`m=${kind} 9 UDP/TLS/RTP/SAVPF 96`, `a=mid:${mid}`, 'a=sendrecv'],
    ),
    ...candidates.map((line) => `a=${line}`),
    '',
  ].join('\r\n')
}

export function readSdp(type: 'offer' | 'answer', sdp: string): Described {
  const [, session = '', version = ''] = /^o=- (\d+) (\d+)/m.exec(sdp) ?? []
  return {
    type,
    session,
    version: Number(version),
    fingerprint: /^a=fingerprint:sha-256 (\S+)/m.exec(sdp)?.[1] ?? '',
    ufrag: /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? '',
    sections: [...sdp.matchAll(/^m=(audio|video|application) .*\r\na=mid:(\S+)/gm)].map(([, kind, mid = '']) => ({
      mid,
      kind: kind === 'audio' || kind === 'video' ? kind : 'application',
    })),
    candidates: [...sdp.matchAll(/^a=(candidate:.*)\r$/gm)].map(([, line = '']) => line),
  }
}

/** Address and port of a candidate's line, as the simulated network names them. */
export function addressOf(candidate: string): string {
  return candidate.split(' ').slice(4, 6).join(' ')
}

export function madeFingerprint(seed: number): string {
  return Array.from({ length: 32 }, (_, index) => ((seed * 31 + index * 7) & 255).toString(16).padStart(2, '0')).join(
    ':',
  )
}
