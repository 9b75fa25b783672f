import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A sender's server that counts who opened the letter. It can be reached: nobody must try. */
export class Tracker {
  readonly asked: string[] = []
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    server.on('request', (request, response) => {
      this.asked.push(request.url ?? '')
      response.end()
    })
  }

  static async start(): Promise<Tracker> {
    const tracker = new Tracker(createServer())
    await new Promise<void>((resolve) => tracker.#server.listen(0, '127.0.0.1', () => resolve()))
    return tracker
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${path}`
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
