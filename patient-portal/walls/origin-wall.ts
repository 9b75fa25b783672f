import type { Context, Env, MiddlewareHandler } from 'hono'
import { isOwnOrigin } from './request-guard.js'

/** Reading is for all; posts come from pages of ours; other methods lead nowhere. */
export const originWall =
  <E extends Env>(
    refuse: (c: Context<E>, status: 403 | 404) => Response | Promise<Response>,
  ): MiddlewareHandler<E> =>
  async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    if (c.req.method !== 'POST') return refuse(c, 404)
    return isOwnOrigin(c.req.raw.headers) ? next() : refuse(c, 403)
  }
