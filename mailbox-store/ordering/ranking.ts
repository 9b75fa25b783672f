import { compareCasemap } from '../../mail-format/unicode-casemap.js'

type Keys = ArrayLike<number> | ArrayLike<string>

/** A column in order: `order` holds places ascending by key, then by place. */
export interface Ranking {
  readonly order: Uint32Array
  /** Of each place: equal keys have equal ranks, from 0 without gaps. */
  readonly ranks: Uint32Array
  readonly count: number
}

function comparison(keys: Keys): (a: number, b: number) => number {
  if (keys.length === 0 || typeof keys[0] === 'number') {
    const numbers = keys as ArrayLike<number>
    return (a, b) => numbers[a]! - numbers[b]! || a - b
  }
  const texts = keys as ArrayLike<string>
  return (a, b) => compareCasemap(texts[a]!, texts[b]!) || a - b
}

export function rankingOf(length: number, keys: Keys): Ranking {
  const order = Uint32Array.from({ length }, (_, i) => i)
  return ranked(order.sort(comparison(keys)), keys)
}

/**
 * The ranking after some places went and others came at the end. `before[i]` is the old place of
 * the new place i; places from `before.length` on are new.
 */
export function renewedRanking(
  old: Ranking,
  before: Uint32Array,
  length: number,
  keys: Keys,
): Ranking {
  const compare = comparison(keys)
  const placeNow = new Int32Array(old.order.length).fill(-1)
  for (let i = 0; i < before.length; i++) placeNow[before[i]!] = i
  const arrived = Uint32Array.from({ length: length - before.length }, (_, i) => before.length + i)
  arrived.sort(compare)
  const order = new Uint32Array(length)
  let at = 0
  let next = 0
  for (const oldPlace of old.order) {
    const place = placeNow[oldPlace]!
    if (place < 0) continue
    while (next < arrived.length && compare(arrived[next]!, place) < 0)
      order[at++] = arrived[next++]!
    order[at++] = place
  }
  order.set(arrived.subarray(next), at)
  return ranked(order, keys)
}

function ranked(order: Uint32Array, keys: Keys): Ranking {
  const ranks = new Uint32Array(order.length)
  let rank = 0
  for (let i = 1; i < order.length; i++) {
    if (keys[order[i]!] !== keys[order[i - 1]!]) rank++
    ranks[order[i]!] = rank
  }
  return { order, ranks, count: order.length === 0 ? 0 : rank + 1 }
}
