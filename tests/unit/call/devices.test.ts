import { describe, expect, test } from 'vitest'
import { createDevices } from '../../../src/call/devices.ts'
import { FakeMedia, type FakeTrack, settled } from '../../support/fake-media.ts'

function world() {
  const media = new FakeMedia()
  let changes = 0
  const devices = createDevices({
    media: media.port,
    isSecure: true,
    changed: () => {
      changes += 1
    },
  })
  return { media, devices, changes: () => changes }
}

async function opened() {
  const here = world()
  void here.devices.open()
  const tracks = here.media.asked[0]?.grant() ?? []
  await settled()
  const [microphone, camera] = tracks
  if (!microphone || !camera) throw new Error('both were asked for')
  return { ...here, microphone, camera }
}

describe('asking', () => {
  test('one prompt asks for both', async () => {
    const { devices, media } = await opened()
    expect(media.asked).toHaveLength(1)
    expect(devices.state()).toMatchObject({ camera: { is: 'on' }, microphone: { is: 'on' } })
  })

  test('a camera that is in use does not keep the microphone away', async () => {
    const { devices, media } = world()
    void devices.open()
    media.asked[0]?.refuse('NotReadableError')
    await settled()
    expect(media.asked[1]).toMatchObject({ audio: true, video: false })
    media.asked[1]?.grant()
    await settled()
    media.asked[2]?.refuse('NotReadableError')
    await settled()
    expect(devices.state()).toMatchObject({ camera: { is: 'failed', why: 'in-use' }, microphone: { is: 'on' } })
  })

  test('each failure has its name', async () => {
    for (const [name, message, why] of [
      ['NotAllowedError', 'Permission denied', 'denied'],
      ['NotAllowedError', 'Permission denied by system', 'system'],
      ['NotAllowedError', 'Permission dismissed', 'dismissed'],
      ['NotReadableError', 'Could not start video source', 'in-use'],
      ['NotFoundError', 'Requested device not found', 'none'],
      ['OverconstrainedError', '', 'overconstrained'],
    ] as const) {
      const { devices, media } = world()
      void devices.open()
      for (let request = 0; request < 3; request += 1) {
        media.asked[request]?.refuse(name, message)
        await settled()
      }
      expect(devices.state()).toMatchObject({ camera: { is: 'failed', why }, microphone: { is: 'failed', why } })
    }
  })

  test('whoever closed the question is not asked again by the page itself', async () => {
    const { devices, media } = world()
    void devices.open()
    media.asked[0]?.refuse('NotAllowedError', 'Permission dismissed')
    await settled()
    expect(media.asked).toHaveLength(1)
    void devices.open()
    expect(media.asked).toHaveLength(2)
  })

  test('without devices in the browser, an insecure page is told apart from an old browser', async () => {
    for (const [isSecure, why] of [
      [true, 'unsupported'],
      [false, 'insecure'],
    ] as const) {
      const devices = createDevices({ media: undefined, isSecure, changed: () => undefined })
      await devices.open()
      expect(devices.state().camera).toEqual({ is: 'failed', why })
    }
  })
})

describe('the light of the camera', () => {
  test('goes out when the camera is turned off, and comes with a new track', async () => {
    const { devices, media, camera } = await opened()
    await devices.turn('camera', false)
    expect(camera.stops).toBe(1)
    expect(devices.state().camera).toEqual({ is: 'off' })
    void devices.turn('camera', true)
    expect(media.asked[1]).toMatchObject({ audio: false, video: true })
  })

  test('goes out exactly once at the end, whatever happened before', async () => {
    const { devices, camera, microphone } = await opened()
    devices.stop()
    devices.stop()
    expect([camera.stops, microphone.stops]).toEqual([1, 1])
  })

  test('goes out again at once when the browser answers after the end', async () => {
    const { devices, media } = world()
    void devices.open()
    devices.stop()
    const tracks: FakeTrack[] = media.asked[0]?.grant() ?? []
    await settled()
    expect(tracks.map(({ stops }) => stops)).toEqual([1, 1])
    expect(devices.state().camera).toEqual({ is: 'off' })
  })

  test('of two requests that overlap, the later one counts and the other goes out', async () => {
    const { devices, media, camera } = await opened()
    void devices.choose('camera', 'front')
    void devices.choose('camera', 'back')
    expect(camera.stops).toBe(1)
    const [late] = media.asked[2]?.grant() ?? []
    const [early] = media.asked[1]?.grant() ?? []
    await settled()
    expect([early?.stops, late?.stops]).toEqual([1, 0])
    expect(devices.state().camera).toMatchObject({ is: 'on', track: late })
  })
})

test('a camera that is chosen while both are asked for in vain is the one that is on, and no other light is', async () => {
  const { devices, media } = world()
  void devices.open()
  void devices.choose('camera', 'second camera')
  const [chosen] = media.asked[1]?.grant() ?? []
  media.asked[0]?.refuse('NotReadableError')
  await settled()
  media.asked[2]?.refuse('NotReadableError')
  await settled()
  expect(media.asked).toHaveLength(3)
  expect(devices.state()).toMatchObject({ camera: { is: 'on', track: chosen }, microphone: { is: 'failed' } })
})

test('muting keeps the microphone open, also over a change of microphone', async () => {
  const { devices, media, microphone } = await opened()
  devices.mute(true)
  expect([microphone.enabled, microphone.stops]).toEqual([false, 0])
  void devices.choose('microphone', 'headset')
  expect(media.asked[1]?.constraints).toMatchObject({ audio: { deviceId: { exact: 'headset' } } })
  const [headset] = media.asked[1]?.grant() ?? []
  await settled()
  expect(headset?.enabled).toBe(false)
  devices.mute(false)
  expect(headset?.enabled).toBe(true)
})

test('a chosen device that cannot be had gives way to any', async () => {
  const { devices, media } = await opened()
  void devices.choose('camera', 'gone')
  media.asked[1]?.refuse('OverconstrainedError')
  await settled()
  expect(media.asked[2]?.constraints.video).not.toHaveProperty('deviceId')
  media.asked[2]?.grant()
  await settled()
  expect(devices.state().camera.is).toBe('on')
})

test('a camera that is pulled out is said to be lost', async () => {
  const { devices, camera } = await opened()
  camera.end()
  expect(devices.state().camera).toEqual({ is: 'failed', why: 'lost' })
})

test('devices are listed by kind, and again when they change', async () => {
  const { devices, media } = await opened()
  media.devices = [
    { kind: 'videoinput', deviceId: 'c', label: 'C' },
    { kind: 'audiooutput', deviceId: 's', label: 'S' },
    { kind: 'audioinput', deviceId: '', label: '' },
  ]
  media.dispatchEvent(new Event('devicechange'))
  await settled()
  expect(devices.state()).toMatchObject({ cameras: [{ label: 'C' }], speakers: [{ label: 'S' }], microphones: [] })
})
