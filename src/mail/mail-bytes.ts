/** A mail's bytes, or their number and a way to fetch them piece by piece. */
export type MailBytes = Uint8Array | { size: number; pieces: () => AsyncIterable<Uint8Array> }

/** All of them at once. */
export async function allBytes(raw: MailBytes): Promise<Uint8Array> {
  return raw instanceof Uint8Array ? raw : Buffer.concat(await Array.fromAsync(raw.pieces()))
}
