import { create, fromBinary, toBinary, type DescMethod } from "@bufbuild/protobuf";
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { expect, test } from "vitest";
import { AuthService } from "#lib/proto/gen/teleport/legacy/client/proto/authservice_pb.js";
import { AWSOIDCService } from "#lib/proto/gen/teleport/integration/v1/awsoidc_service_pb.js";
import { IntegrationService } from "#lib/proto/gen/teleport/integration/v1/integration_service_pb.js";
import { AppServerV3Schema } from "#lib/proto/gen/teleport/legacy/types/app_pb.js";
import { RoleConditionsSchema } from "#lib/proto/gen/teleport/legacy/types/role_pb.js";
import { UserV2Schema } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import { UpdateUserRequestSchema, UsersService } from "#lib/proto/gen/teleport/users/v1/users_service_pb.js";

const pathOf = (method: DescMethod): string => `/${method.parent.typeName}/${method.name}`;

/** The field numbers of an encoded message, in the order of the bytes. */
function numbersIn(bytes: Uint8Array): number[] {
  const reader = new BinaryReader(bytes);
  const numbers: number[] = [];
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    numbers.push(number);
    reader.skip(wireType, number);
  }
  return numbers;
}

test("methods have Teleport's paths", () => {
  expect(pathOf(AuthService.method.upsertApplicationServer)).toBe(
    "/proto.AuthService/UpsertApplicationServer",
  );
  expect(pathOf(IntegrationService.method.createIntegration)).toBe(
    "/teleport.integration.v1.IntegrationService/CreateIntegration",
  );
  expect(pathOf(AWSOIDCService.method.ping)).toBe("/teleport.integration.v1.AWSOIDCService/Ping");
  expect(pathOf(UsersService.method.updateUser)).toBe("/teleport.users.v1.UsersService/UpdateUser");
});

test("a user to update travels in field 2", () => {
  const request = create(UpdateUserRequestSchema, { user: { Kind: "user" } });
  expect(numbersIn(toBinary(UpdateUserRequestSchema, request))).toEqual([2]);
});

test("app labels are field 8 and role ARNs field 16 of a role's conditions", () => {
  const conditions = create(RoleConditionsSchema, {
    AppLabels: { Values: { aws_account_id: { Values: ["012345678901"] } } },
    AWSRoleARNs: ["arn:aws:iam::012345678901:role/ReadOnly"],
  });
  expect(numbersIn(toBinary(RoleConditionsSchema, conditions))).toEqual([8, 16]);
});

test("fields of a newer server survive a read and a write", () => {
  const rotation = new BinaryWriter().tag(4, WireType.LengthDelimited).string("a field that is not listed");
  const bytes = rotation.tag(9, WireType.LengthDelimited).string("nor is this").finish();
  const server = new BinaryWriter().tag(5, WireType.LengthDelimited).bytes(bytes).finish();
  expect(toBinary(AppServerV3Schema, fromBinary(AppServerV3Schema, server))).toEqual(server);

  const status = new BinaryWriter().tag(6, WireType.LengthDelimited).string("status").finish();
  expect(toBinary(UserV2Schema, fromBinary(UserV2Schema, status))).toEqual(status);
});
