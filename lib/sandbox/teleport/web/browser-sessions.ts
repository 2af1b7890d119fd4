import { create } from "@bufbuild/protobuf";
import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import { LabelValuesSchema } from "#lib/proto/gen/teleport/legacy/types/wrappers/wrappers_pb.js";
import { identityProviderRecord } from "../../seed/teleport-users.ts";
import type { Cluster } from "../cluster.ts";
import { isBot, traitsOf } from "../grpc/session.ts";
import type { Person } from "../launch/subject.ts";

export const cookieName = "teleport_sandbox";
const sessionMs = 12 * 60 * 60 * 1000;

/** The person that a user is from a sign-in on. */
export function personOf(user: UserV2, signedInAtMs: number, lifetimeMs: number): Person {
  return {
    userName: user.Metadata?.Name ?? "",
    roleNames: user.Spec?.Roles ?? [],
    traits: traitsOf(user),
    signedInAtMs,
    expiresAtMs: signedInAtMs + lifetimeMs,
  };
}

/** Who is signed in with which browser. */
export class BrowserSessions {
  readonly #cluster: Cluster;
  readonly #people = new Map<string, Person>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Signs the user in and answers the cookie; null: there is no such person. */
  signIn(userName: string): string | null {
    this.#refreshFromProvider(userName);
    const user = this.#cluster.store.view().get("user", userName);
    if (!user || isBot(user)) return null;
    const token = randomBytes(32).toString("base64url");
    this.#people.set(token, personOf(user, this.#cluster.now().getTime(), sessionMs));
    return `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${sessionMs / 1000}`;
  }

  signOut(request: IncomingMessage): string {
    this.#people.delete(this.#token(request));
    return `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
  }

  person(request: IncomingMessage): Person | null {
    const person = this.#people.get(this.#token(request));
    return person && person.expiresAtMs > this.#cluster.now().getTime() ? person : null;
  }

  #token(request: IncomingMessage): string {
    const cookies = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
    return cookies.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? "";
  }

  /** A single sign-on user is made anew at each sign-in from what the provider says: edits don't last. */
  #refreshFromProvider(userName: string): void {
    const record = identityProviderRecord(userName);
    const user = record && this.#cluster.store.view().get("user", userName);
    if (!record || !user?.Spec) return;
    const traits = Object.entries(record.traits).map(([name, values]) => [name, { Values: values }] as const);
    const current = JSON.stringify([user.Spec.Roles, traitsOf(user)]);
    if (current === JSON.stringify([record.roles, record.traits])) return;
    user.Spec.Roles = [...record.roles];
    user.Spec.Traits = create(LabelValuesSchema, { Values: Object.fromEntries(traits) });
    this.#cluster.store.put("user", userName, user);
  }
}
