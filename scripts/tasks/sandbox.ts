import { endChildrenWithProcess, run } from "../support/child.ts";
import { sealedEnvironment } from "../support/environment.ts";
import { inRoot, root } from "../support/paths.ts";

endChildrenWithProcess();
process.exit(
  await run(process.execPath, [inRoot("lib", "sandbox", "main.ts"), ...process.argv.slice(2)], {
    cwd: root,
    env: { ...sealedEnvironment(process.env), NODE_ENV: "production" },
  }),
);
