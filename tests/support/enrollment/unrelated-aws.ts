import { createServer, request } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface UnrelatedAwsOptions {
  /** Where the state is kept and signatures are checked: the sandbox's AWS half. */
  behind: string;
  /** Calls that it does not have. */
  lacks: readonly string[];
  /** Every so many calls one is answered with a page, by turns before and after it was carried out; 0: never. */
  hiccupEvery: number;
}

export interface UnrelatedAws {
  url: string;
  /** Of each call, in order. */
  actions: string[];
  hiccups(): number;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

const page: Answer = {
  status: 500,
  type: "text/html; charset=utf-8",
  body: "<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n<hr>\n<p>The server is overloaded or there is an error.",
};

const documents = /<(AssumeRolePolicyDocument|PolicyDocument|Document)>([^<]*)<\/\1>/g;
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Documents as they are, not percent-encoded. */
const unencoded = (xml: string) =>
  xml.replace(
    documents,
    (_all, name: string, text: string) => `<${name}>${escaped(decodeURIComponent(text))}</${name}>`,
  );

/** Everything at once, and the claim that there is more: whoever follows the marker gets the same again. */
const pagedWrongly = (xml: string) =>
  xml
    .replace(/<Marker>[^<]*<\/Marker>/, "")
    .replace("<IsTruncated>false</IsTruncated>", "<IsTruncated>true</IsTruncated><Marker>more</Marker>");

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** As it came, its host header too: that one is signed. */
function passOn(to: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onward = request(to, { method: "POST", headers, agent: false }, (answer) => {
      bodyOf(answer).then(
        (bytes) =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers["content-type"] ?? "",
            body: bytes.toString(),
          }),
        reject,
      );
    });
    onward.on("error", reject);
    onward.end(body);
  });
}

/**
 * An IAM and STS that is neither AWS's nor the sandbox's: it ignores paging, sends policy documents as they are, lacks
 * calls, and answers with a page of HTML and status 500 for those, and for others now and then.
 */
export async function startUnrelatedAws(options: UnrelatedAwsOptions): Promise<UnrelatedAws> {
  const actions: string[] = [];
  const answers = new Map<string, Answer>();
  let hiccups = 0;

  const answerTo = async (headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> => {
    const params = new URLSearchParams(body.toString());
    const action = params.get("Action") ?? "";
    actions.push(action);
    if (options.lacks.includes(action)) return page;
    const hiccup = options.hiccupEvery > 0 && actions.length % options.hiccupEvery === 0;
    if (hiccup) hiccups += 1;
    if (hiccup && hiccups % 2 === 1) return page;
    const marker = params.get("Marker");
    params.delete("Marker");
    const known = marker === null ? undefined : answers.get(params.toString());
    if (known) return hiccup ? page : known;
    const answer = await passOn(options.behind, headers, body);
    if (answer.body.includes("<IsTruncated>true</IsTruncated>"))
      throw new Error(`${action} has a second page`);
    const own = { ...answer, body: pagedWrongly(unencoded(answer.body)) };
    answers.set(params.toString(), own);
    return hiccup ? page : own;
  };

  const server = createServer((incoming, outgoing) => {
    bodyOf(incoming)
      .then((body) => answerTo(incoming.headers, body))
      .then(
        ({ status, type, body }) => outgoing.writeHead(status, { "content-type": type }).end(body),
        () => outgoing.destroy(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    actions,
    hiccups: () => hiccups,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
