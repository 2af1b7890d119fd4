import { resolve } from "node:path";
import { issueSignInToken } from "#lib/auth/sign-in-token.ts";
import { runningAt } from "#lib/journal/data-dir.ts";
import { root } from "../support/paths.ts";

const dataDir = resolve(root, process.env.DATA_DIR || ".data");
const address = runningAt(dataDir)?.address ?? `http://localhost:${process.env.PORT || "3000"}`;
console.log(`${address}/sign-in#token=${issueSignInToken(dataDir, new Date())}`);
console.log("It works once, for 10 minutes. Earlier ones are void.");
