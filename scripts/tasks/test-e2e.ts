import { buildOrLeave } from "../support/build.ts";
import { endChildrenWithProcess } from "../support/child.ts";
import { closingLine, runBrowserTests } from "../support/test-runs.ts";

endChildrenWithProcess();
await buildOrLeave();
const { line, ok } = closingLine([await runBrowserTests(process.argv.slice(2))]);
console.log(line);
process.exit(ok ? 0 : 1);
