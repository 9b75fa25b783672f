/**
 * Contents lie in chunks whose key is `message id * 4096 + ordinal`: one tree, read in order, no
 * second index. A message above `wholeChunkBytesMax` starts with a small chunk, so that fetching
 * its header stays cheap.
 */
export const chunksPerMessageMax = 4096
export const firstChunkBytesMax = 16_384
export const wholeChunkBytesMax = 65_536

export const chunkIdOf = (messageId: number, ordinal: number): number =>
  messageId * chunksPerMessageMax + ordinal
