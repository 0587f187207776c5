import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { FromThread, Request, ThreadData, ToThread } from './messages.ts'
import { done, failed } from './perform.ts'
import { openReader } from './reader.ts'
import { type Answering, openWriter } from './writer.ts'

/** One of the store's two threads. Everything that waits for the disk happens here and nowhere else. */
if (!parentPort) throw new Error('This is started as a worker thread.')
serve(parentPort, workerData)

function serve(port: MessagePort, data: ThreadData): void {
  const waiting: Request[] = []
  let answering: Answering | null = null

  port.on('message', (message: ToThread) => {
    if (message === 'close') return close()
    if (message.call === 'open') return open(message)
    waiting.push(message)
    // Not at once: what has arrived meanwhile goes into the same commit.
    if (waiting.length === 1) setImmediate(answerWaiting)
  })

  function open(request: Request): void {
    try {
      answering = data.role === 'writer' ? openWriter(data) : openReader(data)
      say([done(request, null)])
    } catch (error) {
      say([failed(request, error)])
    }
  }

  function answerWaiting(): void {
    if (!answering) return
    const together = waiting.splice(0, answering.mostTogether)
    if (together.length > 0) say(answering.answer(together))
    if (waiting.length > 0) setImmediate(answerWaiting)
  }

  function close(): void {
    while (waiting.length > 0 && answering) answerWaiting()
    answering?.close()
    port.close()
  }

  function say(replies: FromThread): void {
    port.postMessage(replies)
  }
}
