const CAMERA_BITS_PER_SECOND = 800_000
const SCREEN_BITS_PER_SECOND = 1_500_000

/** Whether the other end wants our picture. */
export type SentPicture = 'sent' | 'paused'

/**
 * How much each sender of a connection may use, that sound goes first, and whether the picture is sent at all. The returned function may
 * be called as often as one likes: a browser refuses a change while another is under way, so they are made one after the other.
 */
export function createEncodings(connection: RTCPeerConnection): (picture: SentPicture) => void {
  let under: Promise<void> = Promise.resolve()
  return (picture) => {
    under = under.then(async () => {
      for (const transceiver of connection.getTransceivers()) await tune(transceiver, picture)
    })
  }
}

async function tune({ sender, receiver }: RTCRtpTransceiver, picture: SentPicture): Promise<void> {
  const parameters = sender.getParameters()
  const [encoding] = parameters.encodings ?? []
  // Before the first answer some browsers have no encodings to set yet; it is called again then.
  if (encoding === undefined) return
  const wanted: RTCRtpEncodingParameters =
    receiver.track.kind === 'audio'
      ? { priority: 'high', networkPriority: 'high' }
      : {
          active: picture === 'sent',
          priority: 'low',
          networkPriority: 'low',
          maxBitrate: sender.track?.contentHint === 'detail' ? SCREEN_BITS_PER_SECOND : CAMERA_BITS_PER_SECOND,
        }
  if (Object.entries(wanted).every(([name, value]) => Reflect.get(encoding, name) === value)) return
  Object.assign(encoding, wanted)
  try {
    await sender.setParameters(parameters)
  } catch {
    // A browser without priorities, or a connection that is just being closed: the call goes on with its own choice.
  }
}
