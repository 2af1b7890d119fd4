import { z } from "zod";
import type { Backend } from "../api/dispatch.ts";
import { ruleShape } from "../control/fault-rules.ts";
import { accountKey, keyOf } from "../store/keys.ts";
import { jsonReply, textReply, type Reply } from "./reply.ts";

interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const rulesShape = z.array(ruleShape);
const accountShape = z
  .object({ accountId: z.string(), trustSizeQuota: z.number().int().min(2048).max(8192) })
  .strict();

/**
 * What tests ask of the sandbox itself. The header is one that a web page can't send to another site without asking
 * first, and nobody here answers such questions; without it there is nothing at these paths.
 */
export function controlReply(backend: Backend, request: ControlRequest): Reply {
  if (request.headers["x-sandbox"] !== "1") return textReply(404, "Not found");
  switch (`${request.method} ${request.path}`) {
    case "GET /_sandbox/faults":
      return jsonReply(200, backend.faults.describe());
    case "POST /_sandbox/faults":
      return withBody(request, rulesShape, (rules) => {
        backend.faults.add(rules);
        return backend.faults.describe();
      });
    case "DELETE /_sandbox/faults":
      backend.faults.clear();
      backend.young.clear();
      backend.store.forgetPropagation();
      return jsonReply(200, backend.faults.describe());
    case "POST /_sandbox/release":
      backend.faults.release();
      return jsonReply(200, backend.faults.describe());
    case "GET /_sandbox/requests":
      return jsonReply(200, backend.log.describe());
    case "DELETE /_sandbox/requests":
      backend.log.clear();
      return jsonReply(200, {});
    case "POST /_sandbox/account":
      return withBody(request, accountShape, ({ accountId, trustSizeQuota }) => {
        const account = backend.store.view.get("account", accountKey(accountId));
        if (!account) return {};
        const entity = { ...account, trustSizeQuota };
        backend.store.commit([{ key: keyOf(entity), entity }]);
        return { accountId, trustSizeQuota };
      });
    default:
      return textReply(404, "Not found");
  }
}

function withBody<T>(request: ControlRequest, shape: z.ZodType<T>, run: (value: T) => unknown): Reply {
  let json: unknown;
  try {
    json = JSON.parse(request.body);
  } catch {
    return jsonReply(400, { error: "The body is not JSON." });
  }
  const parsed = shape.safeParse(json);
  if (!parsed.success) return jsonReply(400, { error: z.prettifyError(parsed.error) });
  return jsonReply(200, run(parsed.data));
}
