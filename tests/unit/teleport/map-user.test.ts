import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import { UserV2Schema } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import { mapUser } from "#lib/teleport/map-user.ts";

const now = new Date("2026-11-22T09:00:00Z");
const locked = (until: Date | null) =>
  mapUser(
    create(UserV2Schema, {
      Spec: { Status: { IsLocked: true, ...(until ? { LockExpires: timestampFromDate(until) } : {}) } },
    }),
    now,
  ).locked;

test("a lock counts until it ends; without an end it counts", () => {
  expect(locked(new Date("2026-11-22T09:20:00Z"))).toBe(true);
  expect(locked(new Date("2026-11-22T08:59:00Z"))).toBe(false);
  expect(locked(null)).toBe(true);
  // Go's zero time.
  expect(locked(new Date("0001-01-01T00:00:00Z"))).toBe(true);
  expect(mapUser(create(UserV2Schema, {}), now).locked).toBe(false);
});

test("users of Teleport itself and bots are told apart", () => {
  const withLabels = (Labels: Record<string, string>) =>
    mapUser(create(UserV2Schema, { Metadata: { Name: "x", Labels } }), now);
  expect(withLabels({ "teleport.internal/resource-type": "system" })).toMatchObject({
    isSystem: true,
    isBot: false,
  });
  expect(withLabels({ "teleport.internal/bot": "ci" })).toMatchObject({ isSystem: false, isBot: true });
});
