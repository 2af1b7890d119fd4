import { Duplex } from "node:stream";

const binary = 2;
const close = 8;
const ping = 9;
const pong = 10;
const pingEveryMs = 15_000;

/** A frame as a server sends it: whole and not masked. */
function frame(opcode: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10);
  header[0] = 0x80 | opcode;
  if (header.length === 2) header[1] = payload.length;
  else if (header.length === 4) {
    header[1] = 126;
    header.writeUInt16BE(payload.length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  return Buffer.concat([header, payload]);
}

interface Received {
  opcode: number;
  payload: Buffer;
  rest: Buffer;
}

/** The first frame of a client's bytes; null: more are needed. Throws RangeError where it is not masked. */
function readFrame(bytes: Buffer): Received | null {
  if (bytes.length < 2) return null;
  const second = bytes.readUInt8(1);
  if (second < 0x80) throw new RangeError("A client masks every frame.");
  const short = second - 0x80;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const maskAt = 2 + lengthBytes;
  if (bytes.length < maskAt + 4) return null;
  const length =
    lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const end = maskAt + 4 + length;
  if (bytes.length < end) return null;
  const payload = Buffer.from(bytes.subarray(maskAt + 4, end));
  for (let at = 0; at < length; at += 1) payload[at] = (payload[at] ?? 0) ^ (bytes[maskAt + (at % 4)] ?? 0);
  return { opcode: bytes.readUInt8(0) & 0x0f, payload, rest: bytes.subarray(end) };
}

/** What a client's binary frames carry, as a stream; what is written goes out in frames. */
export function openServerSocket(wire: Duplex, head: Buffer, options: { pings: boolean }): Duplex {
  let bytes: Buffer = head;
  const stream = new Duplex({
    read: () => void wire.resume(),
    write: (chunk: Buffer, _encoding, done) => void wire.write(frame(binary, chunk), done),
    final(done) {
      wire.end(frame(close, Buffer.alloc(0)));
      done();
    },
    destroy(error, done) {
      wire.destroy();
      done(error);
    },
  });
  const drain = (): void => {
    try {
      for (let next = readFrame(bytes); next !== null; next = readFrame(bytes)) {
        bytes = next.rest;
        if (next.opcode === ping) wire.write(frame(pong, next.payload));
        else if (next.opcode === close) stream.push(null);
        else if (next.opcode !== pong && next.payload.length > 0 && !stream.push(next.payload)) wire.pause();
      }
    } catch {
      stream.destroy();
    }
  };
  wire.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    drain();
  });
  wire.once("close", () => stream.destroy());
  if (options.pings) {
    const timer = setInterval(() => wire.write(frame(ping, Buffer.from("ping"))), pingEveryMs);
    timer.unref();
    wire.once("close", () => clearInterval(timer));
  }
  if (head.length > 0) drain();
  return stream;
}
