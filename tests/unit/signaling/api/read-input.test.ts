import { expect, test } from 'vitest'
import { readInput } from '../../../../signaling/api/read-input.ts'
import type { HttpRequest } from '../../../../signaling/http.ts'

function post(body: string | Uint8Array | 'too-large', contentType?: string): HttpRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    body: body === 'too-large' || body instanceof Uint8Array ? body : new TextEncoder().encode(body),
    address: '192.0.2.1',
  }
}

test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
  'JSON is read as %s',
  (type) => {
    expect(readInput(post('{"a":[1]}', type))).toEqual({ ok: true, value: { a: [1] } })
  },
)

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonx', undefined])(
  'what a form of another site could send (%s) is not read as JSON',
  (type) => {
    expect(readInput(post('{"a":1}', type))).toEqual({ ok: false, code: 'not-json' })
  },
)

test('no body is an empty object', () => {
  expect(readInput(post(''))).toEqual({ ok: true, value: {} })
})

test.each([['{'], ['{"a":1}}'], [new Uint8Array([0x22, 0xff, 0x22])]])('what is not JSON is refused', (body) => {
  expect(readInput(post(body, 'application/json'))).toEqual({ ok: false, code: 'invalid-json' })
})

test('what was too large was not kept', () => {
  expect(readInput(post('too-large', 'application/json'))).toEqual({ ok: false, code: 'too-large' })
})

test('a query is read by name, and a name given twice is a list', () => {
  const get = { ...post(''), method: 'GET', query: 'after=a%20b&as=doctor&as=invited&__proto__=x' }
  const read = readInput(get)
  expect(read.ok && Object.entries(Object(read.value))).toEqual([
    ['after', 'a b'],
    ['as', ['doctor', 'invited']],
    ['__proto__', 'x'],
  ])
})
