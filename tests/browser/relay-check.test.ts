import { startCoturn, whyNoCoturn } from '../support/coturn.ts'
import { becomeAdministrator } from './administrator.ts'
import { expect, test } from './people.ts'

const why = whyNoCoturn()

test('an administrator tries the relay, and reads which way through works and what is wrong with the other', async ({
  arrive,
  openClinic,
  afterwards,
}) => {
  test.skip(why !== null, why ?? '')
  test.setTimeout(90_000)
  const coturn = await startCoturn({ certified: 'turn.example.org' })
  afterwards(coturn.stop)
  const clinic = await openClinic({ env: { ...coturn.env, NODE_EXTRA_CA_CERTS: coturn.authority } })
  const admin = await arrive('Grace Hopper', { scripts: false })
  await becomeAdministrator(clinic, admin)
  await admin.page.goto(`${clinic.url}/admin/system`)
  await admin.page.getByRole('button', { name: 'Try the relay' }).click()
  const relay = admin.page.getByRole('region', { name: 'Relay' })
  await expect(relay.getByText(/^Good\s*Works: a packet went through it/)).toHaveCount(2)
  await expect(relay.getByText('Has a certificate for another name.')).toBeVisible()
  await expect(relay.getByText('Look here')).toHaveCount(1)
  await expect(relay.getByRole('button', { name: 'Try the relay again' })).toBeVisible()
})
