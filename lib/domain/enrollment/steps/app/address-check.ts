import type { AppAddress } from "#lib/domain/teleport/types.ts";
import type { Check } from "../../check.ts";
import { checkOf, type Finding } from "../../check-of.ts";
import { valueOr, type Observation } from "../../observation.ts";

/**
 * A tile that opens a certificate warning, or nothing, is found out before it is made. It never holds the step up: people
 * may ask another name server, and stand before another balancer, than this machine.
 */
export function addressCheck(o: Observation): Check {
  return checkOf("address", "Browsers can reach its address", o.appAddress, (address): Finding => {
    const below = valueOr(o.cluster, null)?.publicHost ?? address.host;
    if (address.certificate !== null) {
      return { verdict: "warn", ...certificateFinding(address, address.certificate, below) };
    }
    if (address.resolves === false) {
      return {
        verdict: "warn",
        evidence: `The name ${address.host} does not resolve on this machine.`,
        remedy: `Add a DNS record for *.${below} that leads to the proxy. Where people ask another name server than this machine, try the name there.`,
      };
    }
    const resolved = address.resolves ? ", and the name resolves on this machine" : "";
    return { verdict: "ok", evidence: `The proxy has a certificate for ${address.host}${resolved}.` };
  });
}

type Trouble = NonNullable<AppAddress["certificate"]>;

function certificateFinding({ host, names }: AppAddress, trouble: Trouble, below: string) {
  const withNames = names.length === 0 ? "another name" : names.join(", ");
  const findings: Record<Trouble, Required<Pick<Finding, "evidence" | "remedy">>> = {
    "other-name": {
      evidence: `The proxy shows a certificate for ${withNames}, not for ${host}.`,
      remedy: `Give the proxy a certificate for *.${below} as well: every app has a name of its own below the proxy’s.`,
    },
    untrusted: {
      evidence: `No authority that this app trusts stands behind the certificate that the proxy shows for ${host}.`,
      remedy: `Give the proxy a certificate for *.${below} of an authority that people’s browsers trust.`,
    },
    expired: {
      evidence: `The certificate that the proxy shows for ${host} has expired or is not valid yet.`,
      remedy: "Renew it at the proxy.",
    },
    "none-shown": {
      evidence: `The proxy answered no connection for ${host}.`,
      remedy: `See that the proxy, and whatever stands before it, takes connections for *.${below}.`,
    },
  };
  return findings[trouble];
}
