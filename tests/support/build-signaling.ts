import { buildSignaling } from '../../run/build.mjs'

/** Tests of processes run what people run: the built one. */
export default async function setup(): Promise<void> {
  await buildSignaling()
}
