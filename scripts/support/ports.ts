import { createServer } from "node:net";

async function tryPort(port: number): Promise<number | null> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const found = typeof address === "object" && address ? address.port : null;
      server.close(() => resolve(found));
    });
  });
}

/** The port if nobody listens there (0: any free one); else names it with its variable and leaves. */
export async function claimPort(variable: string, fallback: number): Promise<number> {
  const text = process.env[variable] || String(fallback);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error(`${variable} is “${text}”, which is no port. Set it to a number from 0 to 65535.`);
    process.exit(1);
  }
  const found = await tryPort(port);
  if (found === null) {
    console.error(`Port ${port} is in use. Set ${variable} to another one, or end what listens there.`);
    process.exit(1);
  }
  return found;
}
