import { expect, test } from "vitest";
import { readDenial } from "#lib/aws/denial.ts";

const user = "arn:aws:iam::123456789012:user/app";
const role = "arn:aws:iam::123456789012:role/x";

test.each([
  [
    `User: ${user} is not authorized to perform: iam:TagRole on resource: ${role} because no identity-based policy allows the iam:TagRole action`,
    "Nothing in a policy of the identity allows it.",
  ],
  [
    `User: ${user} is not authorized to perform: iam:TagRole on resource: ${role} because no permissions boundary allows the iam:TagRole action`,
    "Nothing in the permissions boundary of the identity allows it.",
  ],
  [
    `User: ${user} is not authorized to perform: iam:TagRole on resource: ${role} with an explicit deny in a service control policy`,
    "An explicit deny stands in a service control policy of the organization; no allow elsewhere can lift it.",
  ],
  [
    `User: ${user} is not authorized to perform: iam:TagRole on resource: ${role} with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/p`,
    "An explicit deny stands in a policy of the identity; no allow elsewhere can lift it.",
  ],
  [
    `User: ${user} is not authorized to perform: iam:TagRole on resource: ${role} because no resource control policy allows the iam:TagRole action`,
    "Nothing in a resource control policy of the organization allows it.",
  ],
  [
    `User: ${user} is not authorized to perform: iam:TagRole on resource: ${role} because no session policy allows the iam:TagRole action`,
    "Nothing in the session policy of these credentials allows it.",
  ],
  [
    `User: ${user} is not authorized to perform: iam:TagRole on resource: ${role}`,
    "AWS does not say which policy refuses it.",
  ],
])("%s", (message, why) => {
  expect(readDenial(message)).toEqual({ action: "iam:TagRole", resource: role, principal: user, why });
});

test("a message without parts leaves them to what is known of the call", () => {
  expect(readDenial("Access denied")).toEqual({
    action: null,
    resource: null,
    principal: null,
    why: "AWS does not say which policy refuses it.",
  });
});
