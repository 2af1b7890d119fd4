import { endChildrenWithProcess } from "../support/child.ts";
import { closingLine, runVitest } from "../support/test-runs.ts";

endChildrenWithProcess();
const { line, ok } = closingLine([await runVitest(["unit"], process.argv.slice(2))]);
console.log(line);
process.exit(ok ? 0 : 1);
