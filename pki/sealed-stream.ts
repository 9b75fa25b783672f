import { ReadableStream } from 'node:stream/web'
import { createMessage, encrypt, type PublicKey, type WebStream } from 'openpgp'

/** OpenPGP binary (RFC 9580), which `gpg --decrypt` opens; made as it is read. */
export async function* sealed(
  source: AsyncIterable<Uint8Array>,
  key: PublicKey,
): AsyncGenerator<Uint8Array> {
  const plain = source[Symbol.asyncIterator]()
  const binary = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const step = await plain.next()
        if (step.done === true) controller.close()
        else controller.enqueue(step.value)
      },
      async cancel() {
        await plain.return?.()
      },
    },
    { highWaterMark: 0 },
  )
  try {
    const message = await createMessage({ binary: binary as WebStream<Uint8Array> })
    const encrypted = await encrypt({ message, encryptionKeys: key, format: 'binary' })
    for await (const chunk of encrypted as unknown as AsyncIterable<Uint8Array>) yield chunk
  } finally {
    // A reader that goes away early ends the source too.
    await plain.return?.()
  }
}
