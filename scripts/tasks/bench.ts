import { bench } from "../../tests/bench/bench.ts";
import { buildOrLeave } from "../support/build.ts";
import { endChildrenWithProcess } from "../support/child.ts";

endChildrenWithProcess();
await buildOrLeave();
await bench();
process.exit(0);
