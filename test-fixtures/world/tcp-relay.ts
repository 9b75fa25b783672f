import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A port that leads elsewhere, or nowhere: what is behind it comes and goes, its address stays. */
export class TcpRelay {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  /** Null: connections are cut. */
  targetPort: number | null = null

  private constructor() {
    this.#server = createServer((socket) => this.#pass(socket))
  }

  static async open(): Promise<TcpRelay> {
    const relay = new TcpRelay()
    await new Promise<void>((done) => relay.#server.listen(0, '127.0.0.1', done))
    return relay
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  #pass(socket: Socket): void {
    if (this.targetPort === null) {
      socket.destroy()
      return
    }
    const onward = connect(this.targetPort, '127.0.0.1')
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      this.#sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        this.#sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((done) => this.#server.close(done))
  }
}
