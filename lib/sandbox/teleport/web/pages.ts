import type { UserV2 } from "#lib/proto/gen/teleport/legacy/types/user_pb.js";
import type { App } from "../launch/apps.ts";
import type { ServedApp } from "./served-app.ts";
import { html, type Html } from "./html.ts";

function personButton(user: UserV2): Html {
  const name = user.Metadata?.Name ?? "";
  const origin = user.Spec?.CreatedBy?.Connector
    ? `single sign-on (${user.Spec.CreatedBy.Connector.ID})`
    : "local";
  const roles = user.Spec?.Roles.join(", ") ?? "";
  return html`<li>
    <button name="user" value="${name}">
      <strong>${name}</strong> <span class="soft">${origin}</span>
      <span class="soft">${roles === "" ? "no roles" : `roles: ${roles}`}</span>
    </button>
  </li>`;
}

export function signInBody(users: readonly UserV2[], next: string): Html {
  return html`<h1>Sign in to Teleport</h1>
    <p>This cluster is a sandbox on your machine: choose who you are. No password is asked.</p>
    <form method="post" action="/web/sign-in">
      <input type="hidden" name="next" value="${next}" />
      <ul class="people">
        ${users.map(personButton)}
      </ul>
    </form>`;
}

/** The launch link of Teleport's own pages: the host without port, the ARN encoded. */
function launchPath(clusterName: string, host: string, roleArn: string): string {
  return ["/web/launch", host, clusterName, host, roleArn]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join("/");
}

/** A role's own name: the last part of its path. */
function shortName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

function roleRow(clusterName: string, app: App, arn: string): Html {
  return html`<li class="launch">
    <span><strong>${shortName(arn)}</strong><br /><span class="mono soft">${arn}</span></span>
    <a href="${launchPath(clusterName, app.host, arn)}" aria-label="Launch ${shortName(arn)} in ${app.name}"
      >Launch</a
    >
  </li>`;
}

function awsCard(clusterName: string, app: App, arns: readonly string[]): Html {
  const accountId = app.labels["aws_account_id"];
  return html`<li class="card">
    <h3>${app.name}</h3>
    <p class="soft">${accountId === undefined ? "No account label" : `AWS account ${accountId}`}</p>
    ${
      arns.length === 0
        ? html`<p>You may see this app, but no AWS role is granted to you on it.</p>`
        : html`<ul>
            ${arns.map((arn) => roleRow(clusterName, app, arn))}
          </ul>`
    }
  </li>`;
}

export interface Tile {
  app: App;
  arns: readonly string[];
}

/** An application that the cluster serves to everybody, as a link to its launch. */
function servedCard({ name, host }: ServedApp): Html {
  return html`<li class="card">
    <h3><a href="/web/launch/${host}">${name}</a></h3>
  </li>`;
}

export function homeBody(clusterName: string, tiles: readonly Tile[], served: ServedApp | null): Html {
  const aws = tiles.filter(({ app }) => app.isAwsConsole);
  const others = tiles.filter(({ app }) => !app.isAwsConsole);
  return html`<h1>Applications</h1>
    <p class="soft">
      Roles and traits are those of your sign-in. Sign out and in again to see what changed since.
    </p>
    <h2>AWS consoles</h2>
    ${
      aws.length === 0
        ? html`<p>No AWS console is granted to you.</p>`
        : html`<ul>
            ${aws.map(({ app, arns }) => awsCard(clusterName, app, arns))}
          </ul>`
    }
    ${
      others.length === 0 && !served
        ? html``
        : html`<h2>Other applications</h2>
            <ul>
              ${served ? servedCard(served) : html``}
              ${others.map(({ app }) => html`<li class="card"><h3>${app.name}</h3></li>`)}
            </ul>`
    }`;
}

export function refusalBody(refusal: { by: string; reason: string; app: string; roleArn: string }): Html {
  return html`<h1>The console was not opened</h1>
    <div class="card refused">
      <h2>${refusal.by} refused</h2>
      <p>${refusal.reason}</p>
      <p class="soft">
        ${refusal.app === "" ? html`` : html`Application: ${refusal.app}<br />`} Role:
        <span class="mono">${refusal.roleArn === "" ? "none given" : refusal.roleArn}</span>
      </p>
    </div>
    <p><a href="/">Back to your applications</a></p>`;
}

export function messageBody(title: string, text: string): Html {
  return html`<h1>${title}</h1>
    <p>${text}</p>
    <p><a href="/">Back to your applications</a></p>`;
}
