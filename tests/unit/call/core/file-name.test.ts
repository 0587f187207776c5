import { describe, expect, test } from 'vitest'
import { FILE_LIMITS } from '../../../../signaling/contract/file-limits.ts'
import { cleanFileName, endingOf } from '../../../../src/call/core/file-name.ts'

describe('[F2] the name under which a file is shown and saved', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\paul\\knee.png', 'knee.png'],
    ['.bashrc', 'bashrc'],
    ['a\u0000b\nc\u007f.txt', 'abc.txt'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['\u2066x\u2069\u200b\ufeff.txt', 'x.txt'],
    ['<script>alert(1)<script>.html', '<script>alert(1)<script>.html'],
    ['Röntgen 膝 🦴.png', 'Röntgen 膝 🦴.png'],
    ['صورة.png', 'صورة.png'],
    ['  . ', 'file'],
    ['folder/', 'file'],
    ['', 'file'],
  ])('%j becomes %j', (name, clean) => {
    expect(cleanFileName(name)).toBe(clean)
  })

  test('a long one is shortened, keeps its ending and no half letter', () => {
    const name = cleanFileName(`${'🦴'.repeat(200)}.pdf`)
    expect(name.length).toBeLessThanOrEqual(FILE_LIMITS.name)
    expect(name).toMatch(/^🦴+…\.pdf$/u)
    expect(cleanFileName('x'.repeat(500))).toHaveLength(FILE_LIMITS.name)
  })

  test('cleaning what is clean changes nothing', () => {
    const once = cleanFileName(`${'a'.repeat(300)}.tar.gz`)
    expect(cleanFileName(once)).toBe(once)
  })

  test('its ending is the last one, in small letters', () => {
    expect(['a.PDF', 'a.tar.gz', 'none', '.hidden', 'a.b c'].map(endingOf)).toEqual(['pdf', 'gz', '', '', ''])
  })
})
