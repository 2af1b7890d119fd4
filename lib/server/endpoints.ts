/** Where the three are reached; null: AWS's own endpoints, or nothing configured for Teleport. */
export interface EndpointAddresses {
  iam: string | null;
  sts: string | null;
  teleport: string | null;
}

export interface EffectiveEndpoint {
  what: "IAM" | "STS" | "Teleport";
  address: string;
}

export type EndpointVerdict = { effective: readonly EffectiveEndpoint[] } & (
  | { ok: true }
  | { ok: false; why: string }
);

const awsOwn = "AWS’s own endpoints";

function isLoopback(address: string): boolean {
  if (address === awsOwn) return false;
  const text = address.includes("://") ? address : `tls://${address}`;
  if (!URL.canParse(text)) return false;
  const host = new URL(text).hostname.replace(/^\[|\]$/g, "");
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/**
 * Judges where IAM, STS and Teleport are reached. Some on this machine and others not is nearly always a mistake (a
 * sandbox's cluster enrolled into a real account), so it has to be asked for.
 */
export function judgeEndpoints(addresses: EndpointAddresses, allowMixed: boolean): EndpointVerdict {
  const effective: EffectiveEndpoint[] = [
    { what: "IAM", address: addresses.iam ?? awsOwn },
    { what: "STS", address: addresses.sts ?? awsOwn },
  ];
  if (addresses.teleport) effective.push({ what: "Teleport", address: addresses.teleport });
  const local = effective.filter(({ address }) => isLoopback(address));
  const mixed = local.length > 0 && local.length < effective.length;
  if (!mixed || allowMixed) return { ok: true, effective };
  const remote = effective.filter(({ address }) => !isLoopback(address));
  const names = (list: readonly EffectiveEndpoint[]) => list.map(({ what }) => what).join(" and ");
  return {
    ok: false,
    why:
      `${names(local)} would be on this machine, but ${names(remote)} elsewhere: nothing was started. ` +
      "Point all of them to the same side, or set ALLOW_MIXED_ENDPOINTS=true if you mean it.",
    effective,
  };
}
