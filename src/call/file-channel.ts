interface Prioritised extends RTCDataChannelInit {
  /** Of browsers that know it (W3C WebRTC Priority); TypeScript does not. */
  readonly priority: RTCPriorityType
}

const INIT: Prioritised = { negotiated: true, id: 0, ordered: true, priority: 'very-low' }

/** Both ends make it under the same number, so that it is there with the first offer and answer and never needs another. */
export function openFileChannel(connection: RTCPeerConnection): RTCDataChannel {
  const channel = connection.createDataChannel('files', INIT)
  channel.binaryType = 'arraybuffer'
  return channel
}

/** A page of before files offers no section for it. */
export function offersData(sdp: string): boolean {
  return /^m=application [1-9]/m.test(sdp)
}
