import { describe, expect, test } from 'vitest'
import { noticeWords } from '../../../src/call/care-sentences.ts'
import { careForDevices } from '../../../src/call/device-care.ts'
import { createDevices } from '../../../src/call/devices.ts'
import { FakeMedia, settled } from '../../support/fake-media.ts'
import { createManualClock } from '../../support/manual-clock.ts'
import { SimulatedDevices } from '../../support/twin/devices.ts'
import { pass } from '../../support/twin/time.ts'

/** Somebody in a call with a built-in camera and microphone, both on and looked after. */
async function inCall() {
  const clock = createManualClock()
  const plugged = new SimulatedDevices(clock)
  let changes = 0
  let look: () => void = () => undefined
  const devices = createDevices({
    media: plugged.portOf(() => true),
    isSecure: true,
    changed: () => look(),
  })
  const opening = devices.open()
  await pass(clock, 100)
  await opening
  const care = careForDevices({
    clock,
    devices,
    permission: (use) => plugged.permissionFor(use),
    changed: () => {
      changes += 1
    },
  })
  look = care.look
  look()
  await pass(clock, 0)
  let energy = 0
  let seconds = 0
  return {
    plugged,
    devices,
    care,
    /** Half a second of it goes out to somebody. */
    async sound(level: number) {
      await pass(clock, 500)
      energy += level * level * 0.5
      seconds += 0.5
      care.hear('somebody', energy, seconds)
    },
    changes: () => changes,
    pass: (ms: number) => pass(clock, ms),
    said() {
      const { notice } = care.view()
      return notice && noticeWords(notice)
    },
  }
}

describe('a telephone call that takes the microphone', () => {
  test('is told when it lasts longer than a moment, and its end', async () => {
    const { plugged, care, pass } = await inCall()
    plugged.take('audio')
    await pass(1_000)
    expect(care.view().microphone).toBeNull()
    await pass(1_000)
    expect(care.view().microphone).toBe('taken')
    plugged.giveBack('audio')
    await pass(0)
    expect(care.view().microphone).toBeNull()
  })

  test('that is over in a moment is not told at all', async () => {
    const { plugged, care, pass, changes } = await inCall()
    const before = changes()
    plugged.take('audio')
    await pass(1_000)
    plugged.giveBack('audio')
    await pass(10_000)
    expect(care.view().microphone).toBeNull()
    expect(changes()).toBe(before)
  })

  test('and never gives it back is over by a new track once the person returns', async () => {
    const { plugged, care, pass } = await inCall()
    const [taken] = plugged.live('audio')
    plugged.take('audio')
    await pass(5_000)
    plugged.forget('audio')
    care.returned()
    await pass(2_000)
    expect(taken?.stops).toBe(1)
    expect(plugged.live('audio')).toHaveLength(1)
    expect(care.view().microphone).toBeNull()
  })
})

test('a headset that is plugged in is used, and given up for what was there when it is pulled out', async () => {
  const { plugged, devices, pass, said } = await inCall()
  plugged.plugInAnother('audio')
  await pass(100)
  expect(devices.state().microphone).toMatchObject({ is: 'on', track: { label: 'headset' } })
  expect(said()).toBe('Your device changed its microphone: we use “headset” now.')
  plugged.unplugTheOther('audio')
  await pass(100)
  expect(devices.state().microphone).toMatchObject({ is: 'on', track: { label: 'built-in microphone' } })
  expect(said()).toBe('“headset” is gone. We use “built-in microphone” instead.')
})

test('a second camera is left alone until somebody chooses it, and then comes back whenever it is there', async () => {
  const { plugged, devices, care, pass, said } = await inCall()
  plugged.plugInAnother('video')
  await pass(100)
  expect(devices.state().camera).toMatchObject({ track: { label: 'built-in camera' } })
  void devices.choose('camera', 'second camera')
  await pass(100)
  expect(said()).toBeNull()
  plugged.unplugTheOther('video')
  await pass(100)
  expect(said()).toBe('“second camera” is gone. We use “built-in camera” instead.')
  care.dismiss()
  plugged.plugInAnother('video')
  await pass(100)
  expect(devices.state().camera).toMatchObject({ track: { label: 'second camera' } })
  expect(said()).toBe('“second camera” is back and in use again.')
  expect(plugged.live('video')).toHaveLength(1)
})

test('what a sleeping machine let go of is on again after it woke, without a word of whoever turned it off', async () => {
  const { plugged, devices, care, pass } = await inCall()
  await devices.turn('camera', false)
  plugged.endTracks('audio')
  care.returned()
  await pass(2_000)
  expect(devices.state()).toMatchObject({ camera: { is: 'off' }, microphone: { is: 'on' } })
})

test('permission that would have to be asked for is not asked for without a tap', async () => {
  const { plugged, devices, care, pass } = await inCall()
  plugged.withdraw('prompt')
  await pass(1_000)
  expect(care.view()).toMatchObject({ microphone: 'gone', camera: 'gone' })
  expect(plugged.live('audio')).toEqual([])
  void devices.reopen('microphone', null)
  await pass(100)
  expect(care.view()).toMatchObject({ microphone: null })
})

describe('a microphone that brings nothing', () => {
  test('is said once in a call, and seen as long as it is so', async () => {
    const { care, sound } = await inCall()
    const silence = async () => {
      for (let ms = 0; ms < 9_000; ms += 500) await sound(0)
    }
    await silence()
    expect(care.view()).toMatchObject({ isSilent: true, saysSilent: true })
    care.dismiss()
    expect(care.view()).toMatchObject({ isSilent: true, saysSilent: false })
    await sound(0.1)
    expect(care.view()).toMatchObject({ isSilent: false })
    await silence()
    expect(care.view()).toMatchObject({ isSilent: true, saysSilent: false })
  })

  test('is no news of whoever is muted', async () => {
    const { care, devices, sound } = await inCall()
    devices.mute(true)
    for (let ms = 0; ms < 20_000; ms += 500) await sound(0)
    expect(care.view().isSilent).toBe(false)
    devices.mute(false)
    await sound(0)
    expect(care.view().isSilent).toBe(false)
  })
})

test('a chosen speaker that goes gives way to the system’s, and is taken again', async () => {
  const clock = createManualClock()
  const media = new FakeMedia()
  const speakers = [
    { kind: 'audiooutput', deviceId: 'own', label: 'Own' },
    { kind: 'audiooutput', deviceId: 'big', label: 'Big' },
  ] as const
  media.devices = [...speakers]
  const devices = createDevices({ media: media.port, isSecure: true, changed: () => undefined })
  await devices.list()
  devices.chooseSpeaker('big')
  const care = careForDevices({ clock, devices, permission: async () => 'granted', changed: () => undefined })
  const look = async () => {
    care.look()
    await settled()
    const { notice } = care.view()
    return [devices.state().speakerId, notice && noticeWords(notice)]
  }
  expect(await look()).toEqual(['big', null])
  media.devices = [speakers[0]]
  expect(await look()).toEqual(['', '“Big” is gone. You hear the others where your device plays sound now.'])
  media.devices = [...speakers]
  expect(await look()).toEqual(['big', '“Big” is back and in use again.'])
})
