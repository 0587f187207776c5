import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { createIceServers, turnCredential } from '../../../../signaling/turn/credentials.ts'

const SECRET = 'a shared secret of a clinic'

test('a credential is good for ten minutes and named after nobody', () => {
  const { username, credential } = turnCredential(SECRET, '0123456789ab', 1_700_000_000_500)
  expect(username).toBe('1700000600:0123456789ab')
  expect(credential).toBe(createHmac('sha1', SECRET).update('1700000600:0123456789ab').digest('base64'))
})

test('browsers get STUN as it is and TURN with a fresh credential each time', () => {
  let made = 0
  const iceServers = createIceServers({
    stunUrls: ['stun:turn.example.org'],
    turnUrls: ['turns:turn.example.org:443', 'turn:turn.example.org'],
    turnSecret: SECRET,
    randomId: () => `id-${++made}`,
    now: () => 0,
  })
  expect(iceServers()).toEqual([
    { urls: ['stun:turn.example.org'] },
    {
      urls: ['turn:turn.example.org', 'turns:turn.example.org:443'],
      username: '600:id-1',
      credential: turnCredential(SECRET, 'id-1', 0).credential,
    },
  ])
  expect(iceServers()[1]?.username).toBe('600:id-2')
})

test('without servers in the settings browsers get none', () => {
  const none = createIceServers({ stunUrls: [], turnUrls: [], turnSecret: null, randomId: () => '', now: () => 0 })
  expect(none()).toEqual([])
})
