const CAMERA_BITS_PER_SECOND = 800_000
const SCREEN_BITS_PER_SECOND = 1_500_000

/** How much each sender may use, and that sound goes first. Harmless to call again; what a browser does not know it leaves out. */
export function tuneSenders(connection: RTCPeerConnection): void {
  for (const { sender, receiver } of connection.getTransceivers()) {
    const parameters = sender.getParameters()
    const [encoding] = parameters.encodings ?? []
    // Before the first answer some browsers have no encodings to set yet; it is called again then.
    if (encoding === undefined) continue
    const wanted: RTCRtpEncodingParameters =
      receiver.track.kind === 'audio'
        ? { priority: 'high', networkPriority: 'high' }
        : {
            priority: 'low',
            networkPriority: 'low',
            maxBitrate: sender.track?.contentHint === 'detail' ? SCREEN_BITS_PER_SECOND : CAMERA_BITS_PER_SECOND,
          }
    if (encoding.priority === wanted.priority && encoding.maxBitrate === wanted.maxBitrate) continue
    Object.assign(encoding, wanted)
    // A change of ours overtaken by the next one, or a browser without priorities: the call goes on with its own choice.
    sender.setParameters(parameters).catch(() => undefined)
  }
}
