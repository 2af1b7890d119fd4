import type { ActiveRunView } from "./enrollment-now.ts";
import type { FormerEnrollmentView } from "./former-view.ts";
import type { Problem } from "#lib/domain/errors.ts";
import type { EnrollmentDraft, ShownAccount } from "./observation.ts";
import type { ByHand } from "./by-hand.ts";
import type { MinimalPolicyQuestion } from "./minimal-policy.ts";
import type { Check, Light } from "./check.ts";
import type { StepId } from "./resource.ts";
import type { RoleHistoryView } from "./run-pages.ts";
import type { ChangeStatus, RunStatus, Undone } from "./run.ts";
import type { StepState, StepStatus } from "./step.ts";

/* Plain data for the pages: everything here crosses to the browser, so nothing here is secret and nothing is lazy. */

export interface HeaderView {
  cluster: string | null;
  user: string;
  /** Endpoints that are not AWS's or Teleport's own: named on every page. */
  overriddenEndpoints: readonly { what: string; address: string }[];
  sandbox: boolean;
  /** Trouble that holds for every page: identity expired, cluster unreachable, no credentials, human identity. */
  notices: readonly Problem[];
}

export interface EnrollmentSummaryView {
  integration: string;
  kind: "enrollment" | "draft" | "adoptable";
  account: ShownAccount;
  partition: string;
  steps: readonly { id: StepId; title: string; status: StepStatus }[];
  summary: string;
  nextStep: StepId;
  problem: Problem | null;
  activeRunId: string | null;
}

export interface EnrollmentListView {
  enrollments: readonly EnrollmentSummaryView[];
  former: readonly FormerEnrollmentView[];
  readAt: string;
  problem: Problem | null;
}

/** `/new`: what the guide asks for first. */
export interface NewEnrollmentView {
  checks: readonly Check[];
  /** Null while the account is not known. */
  account: ShownAccount | null;
  partition: string | null;
  /** Why going on in this partition is an explicit choice. */
  partitionWarning: string | null;
  takenNames: readonly string[];
  suggestedName: string;
  suggestedRoleName: string;
  /** Null while account or issuer are not known; the page renders the policy for the pattern of target roles. */
  policyQuestion: MinimalPolicyQuestion | null;
  minimalTeleportRole: Readonly<Record<"every-app" | "aws-apps", ByHand>>;
  adoptable: readonly AdoptableView[];
  canStart: boolean;
}

export interface AdoptableView {
  integration: string;
  roleArn: string;
  accountId: string;
  /** Null when its account can be read now; else what to enter first. */
  needsAccessRole: { suggestedRoleArn: string } | null;
  refusal: string | null;
}

export interface EnrollmentShellView {
  integration: string;
  account: ShownAccount;
  partition: string;
  cluster: string | null;
  integrationRoleArn: string;
  draft: EnrollmentDraft | null;
  steps: readonly StepState[];
  /** Oldest read among the parts that matter. */
  readAt: string;
  activeRun: ActiveRunView | null;
  /** How many resources moved since this app wrote them. */
  moved?: number;
}

/** The account on the enrollment's own page. */
export interface AccountView {
  /** Null: it has none, or it was not read. */
  alias: string | null;
  aliasRead: boolean;
  partition: string;
  integrationRoleArn: string;
  app: { name: string; publicAddr: string } | null;
}

export interface DiffLine {
  kind: "same" | "add" | "remove";
  text: string;
}

export interface DiffView {
  /** Plan key of the change. */
  key: string;
  title: string;
  resource: string;
  why: string;
  lines: readonly DiffLine[];
  /** "412 of 2,048 characters afterwards". */
  note: string | null;
}

/** Equal diffs stand once, with the resources that they hold for. */
export interface DiffGroupView {
  diff: DiffView;
  count: number;
  members: readonly { key: string; resource: string; name: string }[];
}

/** For whatever takes access away: from whom, and what goes on all the same. */
export interface TakesAwayView {
  losses: readonly { user: string; roles: readonly { arn: string; name: string }[] }[];
  /** Sessions in Teleport that are open already: one line for each person. */
  locks: readonly { user: string; line: string }[];
  /** Sessions in AWS: AWS's own statement against older ones, and a script for the roles of each account. */
  revocation: {
    document: string;
    fileName: string;
    scripts: readonly {
      accountId: string;
      roles: readonly { arn: string; name: string }[];
      fileName: string;
      content: string;
    }[];
  };
}

export interface PlanView {
  planId: string;
  hash: string;
  expiresAt: string;
  /** "3 roles · 2 tags, 2 statements · nothing removed" */
  summary: string;
  groups: readonly DiffGroupView[];
  byHand: ByHand;
  changeCount: number;
  /** Whether the app may write all of it, as far as that can be known before. */
  permissions?: Check;
  takesAway?: TakesAwayView | null;
}

/** What preparing a plan gives the page. */
export type PlanOutcome =
  | {
      kind: "plan";
      plan: PlanView;
      /** What the plan leaves out because it would do harm: shown above it. */
      leftOut?: readonly Problem[];
      /** What the plan leaves alone because it is not its to take. */
      stays?: readonly { what: string; why: string }[];
    }
  | {
      kind: "nothing-to-do";
      words: string;
      leftOut?: readonly Problem[];
      stays?: readonly { what: string; why: string }[];
    }
  | { kind: "refused"; problem: Problem; fieldErrors?: Readonly<Record<string, string>> };

export interface IntegrationStepView {
  issuerUrl: string | null;
  providerArn: string | null;
  roleArn: string;
  providerState: Light;
  roleState: Light;
  integrationState: Light;
  /** Choices that need the person's consent before a plan is made. */
  consents: readonly { id: string; title: string; words: string }[];
  policyQuestion: MinimalPolicyQuestion | null;
  byHandOnly: ByHandOnlyView | null;
}

export interface PermissionsStepView {
  policyName: string;
  roleArn: string;
  state: Light;
  currentDocument: string | null;
  otherPolicies: readonly { name: string; words: string }[];
  /** What keeps others from setting the tag that this policy goes by; null: it is not known whom to except. */
  tagGuard: ByHand | null;
  byHandOnly: ByHandOnlyView | null;
}

export interface TrustRowView {
  arn: string;
  name: string;
  path: string;
  tag: Light;
  trust: Light;
  modifiable: Light;
  /** Verdict state of `judgeRole`. */
  state: "ready" | "ready-not-per-guide" | "ready-if" | "fails" | "unknown";
  /** The reason in words. */
  says: string;
  filter: "needs-change" | "ready" | "cannot-change";
  selectable: boolean;
  /** False: needs its own confirmation. */
  inSelectAll: boolean;
  cautions: readonly { code: string; words: string }[];
  managedBy: "terraform" | "cloudformation" | null;
  needsTag: boolean;
  needsTrust: boolean;
  /** Its trust policy has our statement, which can be taken back. */
  holdsOurs: boolean;
}

/** Where the roles of the account can't be listed: the ones that an admin named, to be edited. */
export interface NamedRolesView {
  arns: readonly string[];
  /** Of the named roles: those that can't be read, each with its way by hand. */
  unread: readonly { arn: string; name: string; problem: Problem; byHand: ByHand }[];
}

/** Why nothing can be planned here, and what it would be, to do by hand. */
export interface ByHandOnlyView {
  words: string;
  byHand: ByHand;
}

export interface TrustStepView {
  /** Null while all roles can be listed. */
  named: NamedRolesView | null;
  rows: readonly TrustRowView[];
  counts: { total: number; needsChange: number; ready: number; cannotChange: number };
  problem: Problem | null;
  source: string;
  /** Other integrations with the same integration role: what closes a role to this one closes it to them. */
  sharedWith: readonly string[];
}

/** A role opened beside the table, or as a page of its own. */
export interface RoleDetailView {
  row: TrustRowView;
  diffs: readonly DiffView[];
  sizeNote: string | null;
  blocked: { words: string; mendedDocument: string | null } | null;
  checks: readonly Check[];
  byHand: ByHand | null;
  /** For roles managed by Terraform or CloudFormation: the snippet for their owner. */
  ownerSnippet: ByHand | null;
  /** `accepted`: who answers for it, and since when. */
  conditions: readonly { id: string; words: string; accepted: { by: string; at: string } | null }[];
  history: RoleHistoryView;
}

export interface AppStepView {
  appName: string;
  publicAddr: string;
  uri: string;
  labels: Readonly<Record<string, string>>;
  hostId: string | null;
  yaml: string;
  fileName: string;
  state: Light;
  /** Another app holds the name or the address. */
  conflict: Problem | null;
}

export interface AccessUserView {
  name: string;
  kind: "local" | "sso";
  isYou: boolean;
  /** Role ARNs that this user reaches on this app now. */
  reaches: readonly string[];
  /** Why a change would not stick, or that nothing they hold reads the trait. */
  note: string | null;
}

export interface AccessRoleOptionView {
  roleArn: string;
  name: string;
  path: string;
  state: TrustRowView["state"];
  says: string;
  accessRole: string;
  accessRoleExists: boolean;
  /** A role of that name that we did not create: adopted only on consent. */
  needsConsent: boolean;
  heldBy: readonly string[];
  yaml: string;
  fileName: string;
}

export interface AccessStepView {
  roles: readonly AccessRoleOptionView[];
  users: readonly AccessUserView[];
  ssoTemplate: { yaml: string; fileName: string; words: string };
  you: string | null;
  problem: Problem | null;
}

/** What a chosen user will see after the plan, and when. */
export interface AccessPreviewView {
  users: readonly {
    name: string;
    kind: "local" | "sso";
    tiles: readonly { app: string; roleArns: readonly string[]; gains: readonly string[] }[];
    when: string;
    warnings: readonly string[];
  }[];
}

export interface RunChangeView {
  key: string;
  title: string;
  resource: string;
  status: ChangeStatus;
  words: string;
  problem: Problem | null;
  waiting: string | null;
  at: string | null;
}

/** A run of which the journal tells, and whose plan can't be read. */
export interface UnreadRunView {
  id: string;
  integration: string;
  unread: Problem;
}

export interface RunView {
  id: string;
  revision: number;
  integration: string;
  step: string;
  title: string;
  status: RunStatus;
  startedBy: string;
  startedAt: string;
  endedAt: string | null;
  problem: Problem | null;
  done: number;
  total: number;
  changes: readonly RunChangeView[];
  canContinue: boolean;
  canRetryFailed: boolean;
  canUndo: boolean;
  undone: Undone | null;
  undoes: string | null;
  /** What stands in AWS and Teleport is being read again: the steps may not show yet what the run did. */
  reading: boolean;
  takesAway?: TakesAwayView | null;
}

/** What moved since this app wrote it. */
export interface DriftView {
  integration: string;
  items: readonly {
    fingerprint: string;
    /** Our part as it was written, against what is there of it now. */
    diff: DiffView;
    at: string;
    by: string;
    runId: string;
    step: StepId;
    /** What was taken away is there again: where to take it away once more. Null: something of ours is missing or changed. */
    back: { role: string } | { person: string } | "all" | null;
  }[];
  /** What an admin takes as it is: not listed as moved, as long as it does not move again. */
  accepted: readonly {
    fingerprint: string;
    title: string;
    resource: string;
    why: string;
    by: string;
    at: string;
  }[];
  /** What could not be compared, because it could not be read. */
  problems: readonly Problem[];
  /** How many resources were written less than a minute before the reading: they are not compared yet. */
  fresh: number;
  readAt: string;
}

/** What of an enrollment can be taken away, before a plan is made: everything, one role's trust, one person's grants. */
export interface OffboardView {
  integration: string;
  /** Neither Teleport nor a draft knows it any more. */
  isGone: boolean;
  /** What goes only if somebody says so. */
  choices: readonly { id: string; title: string; words: string }[];
}
