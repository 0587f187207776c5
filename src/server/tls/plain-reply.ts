/**
 * What somebody gets who speaks plain http to the https port: the way to the right address for a page, a sentence for anything else. What was
 * sent in clear is neither read nor sent on: a form that came this way has been overheard already.
 */
export function plainReply(first: Buffer, publicUrl: string): string {
  const target = /^(?:GET|HEAD) (\/(?![/\\])[\x21-\x7e]*) HTTP\/1\.[01]\r?\n/.exec(first.toString('latin1'))?.[1]
  const sentence = `This address speaks https. Please go to ${publicUrl}\n`
  const status = target === undefined ? '400 Bad Request' : '307 Temporary Redirect'
  const lines = [
    `HTTP/1.1 ${status}`,
    // Temporary: the trial of today must not bind the browser tomorrow.
    ...(target === undefined ? [] : [`location: ${publicUrl}${target}`]),
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(sentence)}`,
    'cache-control: no-store',
    'connection: close',
  ]
  return `${lines.join('\r\n')}\r\n\r\n${sentence}`
}
