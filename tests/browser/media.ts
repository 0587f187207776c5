import type { Locator, Page } from '@playwright/test'
import { expect } from './people.ts'

/** Evidence of media at the element a person looks at: decoded frames and changing pixels, sound above silence. */

/** Frames are decoded and the picture changes. */
export async function expectMovingPicture(video: Locator): Promise<void> {
  await expect(video).toBeVisible()
  await expect
    .poll(() => video.evaluate(observePicture), { message: 'the picture moves', timeout: 15_000 })
    .toMatchObject({ framesGrow: true, pixelsChange: true, dark: false })
}

/** Nothing new has been drawn for half a second, or nothing is drawn at all. */
export async function expectNoMovingPicture(video: Locator): Promise<void> {
  await expect
    .poll(
      async () => {
        if ((await video.count()) === 0 || !(await video.first().isVisible())) return false
        return (await video.first().evaluate(observePicture)).pixelsChange
      },
      { message: 'the picture stands still or is gone', timeout: 15_000 },
    )
    .toBe(false)
}

export async function expectSound(page: Page, label = 'Remote video'): Promise<void> {
  await expectSoundOf(page.getByLabel(label).first())
}

export async function expectSoundOf(video: Locator): Promise<void> {
  await expect
    .poll(() => video.evaluate(loudestSample), { message: 'sound arrives', timeout: 15_000 })
    .toBeGreaterThan(0.01)
}

export async function expectSilence(page: Page, label = 'Remote video'): Promise<void> {
  await expect
    .poll(() => page.getByLabel(label).first().evaluate(loudestSample), { message: 'silence', timeout: 15_000 })
    .toBeLessThan(0.001)
}

/**
 * Brightness of the picture's top left corner, 0 to 255. Chromium's fake screen has a bright mark there and its fake camera has not,
 * at whatever size the picture arrives.
 */
export async function cornerBrightness(video: Locator): Promise<number> {
  return video.evaluate((element) => {
    if (!(element instanceof HTMLVideoElement) || element.videoWidth === 0) return Number.NaN
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 1
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.drawImage(element, 0, 0, element.videoWidth / 50, element.videoHeight / 50, 0, 0, 1, 1)
    return Math.max(...context.getImageData(0, 0, 1, 1).data.subarray(0, 3))
  })
}

/** Runs in the page: watches the element for half a second. */
async function observePicture(
  element: Element,
): Promise<{ framesGrow: boolean; pixelsChange: boolean; dark: boolean }> {
  if (!(element instanceof HTMLVideoElement)) throw new Error('not a video')
  const canvas = document.createElement('canvas')
  canvas.width = 64
  canvas.height = 48
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  const look = () => {
    context.drawImage(element, 0, 0, 64, 48)
    return {
      frames: element.getVideoPlaybackQuality().totalVideoFrames,
      pixels: context.getImageData(0, 0, 64, 48).data,
    }
  }
  const first = look()
  await new Promise((resolve) => setTimeout(resolve, 500))
  const second = look()
  return {
    framesGrow: second.frames > first.frames,
    pixelsChange: second.pixels.some((value, index) => Math.abs(value - (first.pixels[index] ?? 0)) > 16),
    dark: second.pixels.every((value, index) => index % 4 === 3 || value < 24),
  }
}

/** Runs in the page: listens to the element's stream for a second and a half (the fake microphone beeps once a second). */
async function loudestSample(element: Element): Promise<number> {
  if (!(element instanceof HTMLMediaElement) || !(element.srcObject instanceof MediaStream)) return 0
  if (element.srcObject.getAudioTracks().length === 0) return 0
  const audio = new AudioContext()
  const analyser = audio.createAnalyser()
  analyser.fftSize = 2048
  audio.createMediaStreamSource(element.srcObject).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let loudest = 0
  const until = performance.now() + 1500
  while (performance.now() < until) {
    analyser.getFloatTimeDomainData(samples)
    for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample))
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  await audio.close()
  return loudest
}
