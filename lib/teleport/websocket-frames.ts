import { randomBytes } from "node:crypto";

export const opcodes = { continuation: 0, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  opcode: number;
  payload: Buffer;
}

/** Servers send what they read at once, some ten kilobytes: more is not what was agreed on. */
const largestPayloadBytes = 16 * 1024 * 1024;

/** A frame as a client sends it: whole, and masked (RFC 6455, 5.3). */
export function clientFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const extraBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const header = Buffer.alloc(2 + extraBytes);
  header[0] = 0x80 | opcode;
  header[1] = 0x80 | (extraBytes === 0 ? length : extraBytes === 2 ? 126 : 127);
  if (extraBytes === 2) header.writeUInt16BE(length, 2);
  if (extraBytes === 8) header.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomBytes(4);
  const masked = Buffer.from(payload.map((byte, index) => byte ^ (mask[index & 3] ?? 0)));
  return Buffer.concat([header, mask, masked]);
}

function firstFrame(bytes: Buffer): { frame: Frame; size: number } | null {
  if (bytes.length < 2) return null;
  const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
  if ((first & 0x70) !== 0) throw new RangeError("An extension is used that was not agreed on.");
  if ((second & 0x80) !== 0) throw new RangeError("A server masks no frames.");
  const short = second & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return null;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (length > largestPayloadBytes) throw new RangeError("The frame is too large.");
  const size = start + length;
  if (bytes.length < size) return null;
  return { frame: { opcode: first & 0x0f, payload: bytes.subarray(start, size) }, size };
}

/** Cuts a server's bytes into frames, however they arrive; throws RangeError at what no server may send. */
export function serverFrames(): (chunk: Buffer) => readonly Frame[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    for (let next = firstFrame(rest); next !== null; next = firstFrame(rest)) {
      frames.push(next.frame);
      rest = rest.subarray(next.size);
    }
    return frames;
  };
}
