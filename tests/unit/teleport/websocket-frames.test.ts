import fc from "fast-check";
import { expect, test } from "vitest";
import { clientFrame, opcodes, serverFrames } from "#lib/teleport/websocket-frames.ts";

/** As a server writes it: not masked. */
function serverFrame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const extra = length < 126 ? [] : length < 65_536 ? [0, 0] : [0, 0, 0, 0, 0, 0, 0, 0];
  const header = Buffer.from([
    0x80 | opcode,
    length < 126 ? length : extra.length === 2 ? 126 : 127,
    ...extra,
  ]);
  if (extra.length === 2) header.writeUInt16BE(length, 2);
  if (extra.length === 8) header.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([header, payload]);
}

const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000];
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.constantFrom(...lengths).map((length) => new Uint8Array(length).fill(7)),
);

test("frames come out as they were sent, however the bytes are cut", () => {
  const frame = fc.record({ opcode: fc.constantFrom(...Object.values(opcodes)), payload });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 5 }), fc.integer({ min: 1, max: 5_000 }), (frames, cutEvery) => {
      const bytes = Buffer.concat(frames.map((one) => serverFrame(one.opcode, one.payload)));
      const read = serverFrames();
      const seen = [];
      for (let at = 0; at < bytes.length; at += cutEvery)
        seen.push(...read(bytes.subarray(at, at + cutEvery)));
      expect(seen.map((one) => [one.opcode, Buffer.from(one.payload)])).toEqual(
        frames.map((one) => [one.opcode, Buffer.from(one.payload)]),
      );
    }),
  );
});

test.each(lengths)("a frame of %i bytes is masked, with its length in the shortest form", (length) => {
  const sent = Buffer.alloc(length, 5);
  const frame = clientFrame(opcodes.binary, sent);
  const lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  expect(frame.length).toBe(2 + lengthBytes + 4 + length);
  expect((frame[1] ?? 0) & 0x80).toBe(0x80);
  const mask = frame.subarray(2 + lengthBytes, 6 + lengthBytes);
  const unmasked = frame.subarray(6 + lengthBytes).map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  expect(sent.equals(unmasked)).toBe(true);
});

test.each([
  ["masked", Buffer.from([0x82, 0x81, 0, 0, 0, 0, 1])],
  ["of an extension", Buffer.from([0xc2, 0x01, 1])],
  ["of endless length", Buffer.from([0x82, 127, 0, 0, 1, 0, 0, 0, 0, 0])],
])("a frame that is %s is refused", (_what, bytes) => {
  expect(() => serverFrames()(bytes)).toThrow(RangeError);
});
