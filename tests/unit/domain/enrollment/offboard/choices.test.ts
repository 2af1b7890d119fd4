import { expect, test } from "vitest";
import { offboardChoices } from "#lib/domain/enrollment/offboard/choices.ts";
import { recordOf } from "#lib/domain/enrollment/record/written.ts";
import { integrationName } from "../../../../support/observation/names.ts";
import { enrolled, seen } from "../../../../support/observation/observation.ts";
import { appServer } from "../../../../support/observation/teleport.ts";

test("a choice that removes several apps names each of them, one on several hosts once", () => {
  const served = { integration: integrationName };
  const apps = [
    appServer({ ...served, name: "second" }),
    appServer({ ...served, name: "first", hostId: "a" }),
    appServer({ ...served, name: "first", hostId: "b" }),
    appServer({ integration: "other", name: "elsewhere" }),
  ];
  const o = enrolled([], { apps: seen(apps) });
  const [choice] = offboardChoices({ o, record: recordOf([]) });
  expect(choice).toMatchObject({ id: "app", title: "Remove the Teleport apps first, second" });
  expect(choice?.words).toContain("made them");
});
