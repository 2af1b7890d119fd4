import type { Problem } from "#lib/domain/errors.ts";

interface Cause {
  pattern: RegExp;
  code: Problem["code"];
  why: string;
  remedy: string;
}

const settles = "A change to IAM takes up to two minutes until it counts.";

const causes: readonly Cause[] = [
  {
    pattern: /No OpenIDConnect provider found/i,
    code: "aws-not-found",
    why: "The account has no OIDC provider for the cluster's issuer.",
    remedy: `Create the OIDC provider, or give it a moment. ${settles}`,
  },
  {
    pattern: /Incorrect token audience|audience/i,
    code: "aws-access-denied",
    why: "The OIDC provider, or the role's trust policy, does not name the audience discover.teleport.",
    remedy: `Add the audience to the provider and check the condition of the trust policy. ${settles}`,
  },
  {
    pattern: /IDPCommunicationError|retrieve verification key|could not be reached to verify/i,
    code: "aws-issuer-unreachable",
    why: "AWS could not fetch the keys of the cluster's issuer.",
    remedy: "Make the cluster's public address reachable from the internet over HTTPS on port 443.",
  },
  {
    pattern: /AccessDenied|Not authorized to perform/i,
    code: "aws-access-denied",
    why: "The role does not exist, or its trust policy does not let the cluster's issuer in.",
    remedy: `Check the role's name and its web identity trust. ${settles}`,
  },
  {
    pattern: /request send failed|dial tcp|no such host|i\/o timeout/i,
    code: "aws-unreachable",
    why: "The auth service itself has no way to AWS.",
    remedy: "Check the network of the auth service.",
  },
];

const ofAws = /operation error STS|AssumeRoleWithWebIdentity|\bsts:|api error|AWS Error/i;

/** What AWS said to the cluster when it took the integration role; null: the words are Teleport's own. */
export function awsRefusal(text: string, target: string): Problem | null {
  if (!ofAws.test(text)) return null;
  const cause = causes.find(({ pattern }) => pattern.test(text));
  return {
    code: cause?.code ?? "teleport-unknown",
    what: `AWS did not let the cluster in through ${target}.`,
    why: cause?.why ?? text,
    remedy: cause?.remedy ?? "Look the error up in AWS's documentation of AssumeRoleWithWebIdentity.",
    evidence: text,
  };
}
