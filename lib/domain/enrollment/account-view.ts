import { homeOf } from "./home.ts";
import type { Observation } from "./observation.ts";
import { enrollmentApp } from "./steps/app/enrollment-app.ts";
import type { AccountView } from "./views.ts";

/** What AWS and Teleport call the account, beside what the admins call it. */
export function accountView(o: Observation): AccountView {
  const app = enrollmentApp(o);
  const { partition, integrationRoleArn } = homeOf(o);
  return {
    alias: o.scan.ok ? o.scan.value.alias : null,
    aliasRead: o.scan.ok,
    partition,
    integrationRoleArn,
    app: app ? { name: app.name, publicAddr: app.publicAddr } : null,
  };
}
