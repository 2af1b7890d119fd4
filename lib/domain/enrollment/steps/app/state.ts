import { accountLabel, integrationLabel } from "#lib/domain/teleport/labels.ts";
import type { AppServer } from "#lib/domain/teleport/types.ts";
import type { Check } from "../../check.ts";
import { checkOf } from "../../check-of.ts";
import { homeOf } from "../../home.ts";
import type { Observation } from "../../observation.ts";
import type { StepState } from "../../step.ts";
import { stepState } from "../step-state.ts";
import { addressCheck } from "./address-check.ts";
import { appConflict, seesEveryApp } from "./conflict.ts";
import { enrollmentApp, labelOf, sharesAccount } from "./enrollment-app.ts";

export function appState(o: Observation): StepState {
  const app = enrollmentApp(o);
  const conflict = appConflict(o);
  const checks = [listedCheck(o, app), ...(app ? labelChecks(o, app) : [nameCheck(o)]), addressCheck(o)];
  const waits = o.integration.ok && o.integration.value === null && app === null;
  return stepState("app", {
    checks,
    parts: [o.apps, o.cluster],
    begun: app !== null || conflict !== null,
    waitsFor: waits ? "It waits for the integration: create it in step 1." : null,
    summary: summary(o, app, { waits, taken: conflict !== null, checks }),
  });
}

function summary(
  o: Observation,
  app: AppServer | null,
  { waits, taken, checks }: { waits: boolean; taken: boolean; checks: readonly Check[] },
): string {
  if (!o.apps.ok) return "not known";
  if (waits) return "waits for the integration";
  if (taken) return "name or address taken";
  if (!app) return "not created";
  return checks.some(({ verdict }) => verdict === "bad") ? "a label is missing" : app.name;
}

export function listedCheck(o: Observation, app: AppServer | null): Check {
  return checkOf("app-listed", "Teleport lists the app with this integration", o.apps, () =>
    app
      ? { verdict: "ok", evidence: `${app.name} at ${app.publicAddr}, integration ${app.integration}` }
      : {
          verdict: "bad",
          evidence: `No app has the integration ${o.integrationName}.`,
          remedy: "Apply this step: it creates the app.",
        },
  );
}

function labelChecks(o: Observation, app: AppServer): Check[] {
  const wanted = (id: string, title: string, key: string, value: string, needed: boolean): Check =>
    checkOf(id, title, o.apps, () => {
      const found = labelOf(app, key);
      if (found === value) return { verdict: "ok", evidence: `${key}: ${found}` };
      const evidence =
        found === undefined ? `The app has no label ${key}.` : `${key} is ${found}, not ${value}.`;
      return needed
        ? { verdict: "bad", evidence, remedy: `Apply this step: it sets ${key} to ${value}.` }
        : { verdict: "off", evidence, remedy: "Needed only once the account has a second app." };
    });
  return [
    wanted("account-label", "It carries the account's label", accountLabel, homeOf(o).accountId, true),
    wanted(
      "integration-label",
      "It can be told from other apps of the account",
      integrationLabel,
      o.integrationName,
      sharesAccount(o),
    ),
  ];
}

function nameCheck(o: Observation): Check {
  return checkOf("name-free", "Its name and address are free", o.apps, () => {
    const conflict = appConflict(o);
    if (conflict) return { verdict: "bad", evidence: conflict.what, remedy: conflict.remedy };
    if (seesEveryApp(o)) return { verdict: "ok", evidence: "No other app has the name or the address." };
    return {
      verdict: "unknown",
      evidence: "No app that this app may see has the name or the address.",
      remedy: "To be sure, give the app's own Teleport role app_labels '*': '*'.",
    };
  });
}
