/**
 * Octets as the body of an answer: made as fast as the browser takes them, given up when it goes
 * away. At a failure `breakOff` must end the connection, so that no browser takes a part for the
 * whole.
 */
export function downloadStream(
  content: AsyncIterableIterator<Uint8Array>,
  breakOff: (failure: unknown) => void,
): ReadableStream<Uint8Array> {
  let isLeft = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const step = await content.next()
          if (isLeft) return
          if (step.done === true) controller.close()
          else controller.enqueue(step.value)
        } catch (failure) {
          // Nothing comes any more, and the end of the connection cancels what is left.
          if (!isLeft) breakOff(failure)
        }
      },
      async cancel() {
        isLeft = true
        await content.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}
