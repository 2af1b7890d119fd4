/** What of a TLS ClientHello decides where a connection goes. */
export interface ClientHello {
  serverName: string | null;
  protocols: readonly string[];
}

const recordHeaderLength = 5;
const handshakeRecord = 22;
const clientHelloMessage = 1;
const serverNameExtension = 0;
const protocolsExtension = 16;

class Cursor {
  readonly bytes: Buffer;
  at = 0;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
  get done(): boolean {
    return this.at >= this.bytes.length;
  }
  number(length: number): number {
    const value = this.bytes.readUIntBE(this.at, length);
    this.at += length;
    return value;
  }
  take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new RangeError("The ClientHello is cut short.");
    const taken = this.bytes.subarray(this.at, this.at + length);
    this.at += length;
    return taken;
  }
  /** A vector with a length prefix of that many bytes. */
  vector(lengthBytes: number): Cursor {
    return new Cursor(this.take(this.number(lengthBytes)));
  }
}

/** Joins the handshake fragments of the records so far; null until all of the first message is there. */
function firstHandshakeMessage(data: Buffer): Buffer | null {
  const fragments: Buffer[] = [];
  let at = 0;
  while (at + recordHeaderLength <= data.length) {
    if (data[at] !== handshakeRecord) throw new RangeError("Not a TLS handshake.");
    const end = at + recordHeaderLength + data.readUInt16BE(at + 3);
    if (end > data.length) return null;
    fragments.push(data.subarray(at + recordHeaderLength, end));
    at = end;
    const message = Buffer.concat(fragments);
    if (message.length >= 4 && message.length >= 4 + message.readUIntBE(1, 3)) return message;
  }
  return null;
}

function readServerName(extension: Cursor): string | null {
  const names = extension.vector(2);
  while (!names.done) {
    const type = names.number(1);
    const name = names.vector(2).bytes.toString("ascii");
    if (type === 0) return name;
  }
  return null;
}

function readProtocols(extension: Cursor): string[] {
  const list = extension.vector(2);
  const protocols: string[] = [];
  while (!list.done) protocols.push(list.vector(1).bytes.toString("latin1"));
  return protocols;
}

/** Reads a ClientHello (RFC 8446, 4.1.2); null: more bytes are needed. Throws RangeError if it is none. */
export function readClientHello(data: Buffer): ClientHello | null {
  if (data.length > 0 && data[0] !== handshakeRecord) throw new RangeError("Not a TLS handshake.");
  const message = firstHandshakeMessage(data);
  if (!message) return null;
  const cursor = new Cursor(message);
  if (cursor.number(1) !== clientHelloMessage) throw new RangeError("Not a ClientHello.");
  const hello = cursor.vector(3);
  hello.take(2 + 32);
  hello.vector(1);
  hello.vector(2);
  hello.vector(1);
  const result = { serverName: null as string | null, protocols: [] as string[] };
  if (hello.done) return result;
  const extensions = hello.vector(2);
  while (!extensions.done) {
    const type = extensions.number(2);
    const extension = extensions.vector(2);
    if (type === serverNameExtension) result.serverName = readServerName(extension);
    if (type === protocolsExtension) result.protocols = readProtocols(extension);
  }
  return result;
}
