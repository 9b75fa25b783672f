/** One line on stderr that is written over, on a terminal only: pipes and logs stay clean. */
export interface Progress {
  step(text: string): void
  count(done: number, total: number): void
  end(): void
}

const redrawMs = 100

export function progressLine(label: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { step: () => {}, count: () => {}, end: () => {} }
  let drawnAt = 0
  const draw = (text: string) => stream.write(`\r\x1b[K${label} : ${text}`)
  return {
    step: (text) => draw(text),
    count: (done, total) => {
      const now = Date.now()
      if (done < total && now - drawnAt < redrawMs) return
      drawnAt = now
      draw(total === 0 ? '…' : `${Math.floor((100 * done) / total)} % (${done}/${total})`)
    },
    end: () => stream.write('\r\x1b[K'),
  }
}
