import fc from "fast-check";
import type { ContextEntry } from "#lib/sandbox/aws/policy/context.ts";
import type { Hub } from "./names.ts";

/** What AWS sees of a launch and nobody knows before it: what is decided must hold in all of them. */
export interface World {
  /** Of the integration role's session, and of the target's. */
  readonly hubSession: string;
  readonly targetSession: string;
  readonly sourceIp: string;
  readonly organizationId: string;
  readonly now: string;
  readonly issuedAt: string;
  readonly region: string;
  readonly secondFactor: "false" | null;
  readonly vpcEndpoint: string | null;
  readonly sourceIdentity: string | null;
}

const instants = fc.constantFrom(
  "2026-05-01T08:00:00.000Z",
  "2026-12-15T10:00:00.000Z",
  "2027-03-01T00:00:00.000Z",
);

export const anyWorld: fc.Arbitrary<World> = fc.record({
  hubSession: fc.constantFrom("teleport-1795341600000", "alice"),
  targetSession: fc.constantFrom("alice", "bob"),
  sourceIp: fc.constantFrom("203.0.113.9", "198.51.100.7", "10.20.30.40", "2001:db8::1"),
  organizationId: fc.constantFrom("o-acme0000ab", "o-else000000"),
  now: instants,
  issuedAt: instants,
  region: fc.constantFrom("us-east-1", "eu-central-1"),
  secondFactor: fc.constantFrom(null, "false"),
  vpcEndpoint: fc.constantFrom(null, null, "vpce-0a1b2c"),
  sourceIdentity: fc.constantFrom(null, null, "alice"),
});

export function worldKeys(world: World, hub: Hub): ContextEntry[] {
  return [
    ["aws:SourceIp", world.sourceIp],
    ["aws:SourceVpce", world.vpcEndpoint],
    ["aws:PrincipalOrgID", world.organizationId],
    ["aws:ResourceOrgID", world.organizationId],
    ["aws:CurrentTime", world.now],
    ["aws:EpochTime", String(Date.parse(world.now) / 1000)],
    ["aws:TokenIssueTime", world.issuedAt],
    ["aws:RequestedRegion", world.region],
    ["aws:SecureTransport", "true"],
    ["aws:ViaAWSService", "false"],
    ["aws:MultiFactorAuthPresent", world.secondFactor],
    ["aws:SourceIdentity", world.sourceIdentity],
    ["aws:userid", `${hub.id}:${world.hubSession}`],
    ["sts:RoleSessionName", world.targetSession],
  ];
}
