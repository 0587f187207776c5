import { describe, expect, test } from 'vitest'
import { readForm } from '../../../src/server/form.ts'
import { readPeopleForm } from '../../../src/server/people-form.ts'

async function read(fields: Record<string, string>) {
  const body = new URLSearchParams(fields)
  return readPeopleForm(await readForm(new Request('http://here.invalid/', { method: 'POST', body })))
}

describe('the forms of /admin/people', () => {
  test('a new account has a name, a sign-in name and at least one role', async () => {
    const fields = { action: 'add', name: ' Dr. Eva ', signInName: 'eva', 'role-doctor': 'yes' }
    expect(await read(fields)).toEqual({
      ok: true,
      asked: { action: 'add', input: { name: 'Dr. Eva', signInName: 'eva', roles: ['doctor'] } },
    })
    const empty = await read({ action: 'add' })
    expect(!empty.ok && Object.keys(empty.problems?.fields ?? {})).toEqual(['name', 'signInName', 'roles'])
  })

  test('a change says who, and sends roles only where they may be changed', async () => {
    const change = { action: 'change', accountId: 'a', name: 'Eva' }
    expect(await read({ ...change, 'role-admin': 'yes' })).toMatchObject({
      asked: { accountId: 'a', input: { name: 'Eva', roles: ['admin'] } },
    })
    expect(await read({ ...change, 'keep-roles': 'yes' })).toMatchObject({ asked: { input: { name: 'Eva' } } })
    expect(await read(change)).toMatchObject({ ok: false, accountId: 'a' })
  })

  test.each([
    ['disable', { action: 'change', accountId: 'a', input: { disabled: true } }],
    ['enable', { action: 'change', accountId: 'a', input: { disabled: false } }],
    ['reset-password', { action: 'reset-password', accountId: 'a' }],
  ])('%s needs nothing else, and changes nothing else that stands in the form', async (action, asked) => {
    expect(await read({ action, accountId: 'a', name: '' })).toEqual({ ok: true, asked })
  })

  test('what none of the forms sends does nothing', async () => {
    expect(await read({ action: 'drop' })).toEqual({ ok: false, accountId: null, problems: null })
  })
})
