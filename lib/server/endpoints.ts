type Variables = Readonly<Record<string, string | undefined>>;

export interface EffectiveEndpoint {
  what: "IAM" | "STS" | "Teleport";
  address: string;
  /** Not where AWS itself answers. */
  overridden: boolean;
}

export interface EndpointVerdict {
  ok: boolean;
  why: string;
  effective: readonly EffectiveEndpoint[];
}

const awsOwn = "AWS";

function awsEndpoint(variables: Variables, service: "IAM" | "STS"): EffectiveEndpoint {
  const ignored = variables.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === "true";
  const address = ignored
    ? undefined
    : variables[`AWS_ENDPOINT_URL_${service}`] || variables.AWS_ENDPOINT_URL;
  return { what: service, address: address ?? awsOwn, overridden: address !== undefined };
}

function isLoopback(address: string): boolean {
  if (address === awsOwn) return false;
  const text = address.includes("://") ? address : `tls://${address}`;
  if (!URL.canParse(text)) return false;
  const host = new URL(text).hostname.replace(/^\[|\]$/g, "");
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/**
 * Where IAM, STS and Teleport are reached. Some on this machine and others not is nearly always a mistake (a sandbox's
 * cluster enrolled into a real account), so it has to be asked for.
 */
export function judgeEndpoints(variables: Variables): EndpointVerdict {
  const effective: EffectiveEndpoint[] = [awsEndpoint(variables, "IAM"), awsEndpoint(variables, "STS")];
  if (variables.TELEPORT_PROXY) {
    effective.push({ what: "Teleport", address: variables.TELEPORT_PROXY, overridden: false });
  }
  const local = effective.filter(({ address }) => isLoopback(address));
  const mixed = local.length > 0 && local.length < effective.length;
  if (!mixed || variables.ALLOW_MIXED_ENDPOINTS === "true") return { ok: true, why: "", effective };
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
