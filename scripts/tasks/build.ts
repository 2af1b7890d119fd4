import { buildIfNeeded } from "../support/build.ts";
import { endChildrenWithProcess } from "../support/child.ts";

endChildrenWithProcess();
process.exit(await buildIfNeeded());
