import { GetAccountSummaryCommand, ListAccountAliasesCommand } from "@aws-sdk/client-iam";
import type { AwsRole, RoleScan } from "#lib/domain/aws/types.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { AccountBinding } from "./bound-arn.ts";
import { scanDetails } from "./scan-details.ts";
import { scanList } from "./scan-list.ts";
import type { AwsSession } from "./session.ts";

export interface ScannedRoles {
  roles: readonly AwsRole[];
  livePrincipalIds: readonly string[];
  userIdsKnown: boolean;
  source: RoleScan["source"];
}

/** IAM's default, in characters without white space. */
const defaultTrustPolicySizeQuota = 2048;

const isDenied = (error: unknown) => error instanceof AppError && error.code === "aws-access-denied";

/** The permission is missing, or the endpoint lacks the call. */
const isTolerated = (error: unknown) =>
  isDenied(error) || (error instanceof AppError && error.code === "aws-unsupported");

/** Null where it can't be had: the scan goes on without it. */
async function optional<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (isTolerated(error)) return null;
    throw error;
  }
}

function counted(session: AwsSession): AwsSession & { calls(): number } {
  let calls = 0;
  return {
    send(call, request) {
      calls += 1;
      return session.send(call, request);
    },
    credentialsExpireAt: () => session.credentialsExpireAt(),
    calls: () => calls,
  };
}

/** Reads all roles of the account: in bulk, and role by role only where the bulk call is denied. */
export async function scanRoles(session: AwsSession, binding: AccountBinding): Promise<RoleScan> {
  const counting = counted(session);
  const summary = optional(
    counting.send({ action: "iam:GetAccountSummary", resource: "*" }, ({ iam }) =>
      iam.send(new GetAccountSummaryCommand({})),
    ),
  );
  const aliases = optional(
    counting.send({ action: "iam:ListAccountAliases", resource: "*" }, ({ iam }) =>
      iam.send(new ListAccountAliasesCommand({})),
    ),
  );
  const scan = scanDetails(counting, binding).catch((error: unknown) => {
    if (!isTolerated(error)) throw error;
    return scanList(counting, binding).catch((second: unknown) => {
      // The bulk call is the one that the app needs: where it is denied, its permission is what is missing.
      throw isTolerated(second) && isDenied(error) ? error : second;
    });
  });
  const [scanned, accountSummary, accountAliases] = await Promise.all([scan, summary, aliases]);
  return {
    accountId: binding.accountId,
    partition: binding.partition,
    ...scanned,
    trustPolicySizeQuota:
      accountSummary?.SummaryMap?.AssumeRolePolicySizeQuota ?? defaultTrustPolicySizeQuota,
    calls: counting.calls(),
    alias: accountAliases?.AccountAliases?.[0] ?? null,
  };
}
