import type { Sandbox } from "#lib/sandbox/run/sandbox.ts";
import { Browser, launchLink } from "../../contract/sandbox/teleport/browser.ts";

export interface Launch {
  status: number;
  /** Of the console where it opened, else of Teleport's refusal. */
  page: string;
}

/** Signs in to Teleport as the user and opens the role from the app's tile, up to the console page. */
export async function launchAs(
  sandbox: Sandbox,
  user: string,
  app: string,
  roleArn: string,
): Promise<Launch> {
  const browser = new Browser(sandbox.teleport);
  await browser.signIn(user);
  const response = await browser.get(launchLink(app, roleArn));
  const login = response.headers.get("location");
  if (login === null) return { status: response.status, page: await response.text() };
  const console = await fetch(login);
  return { status: console.status, page: await console.text() };
}
