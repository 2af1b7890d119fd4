import { start, endChildrenWithProcess, endChildren } from "../support/child.ts";
import { appEnvironment } from "../support/app-environment.ts";
import { root, tool } from "../support/paths.ts";
import { claimPort } from "../support/ports.ts";
import {
  checkJournal,
  claimData,
  listenAddress,
  printAddress,
  waitUntilAnswering,
} from "../support/running-app.ts";

endChildrenWithProcess();

const port = await claimPort("PORT", 3000);
const environment = await appEnvironment({ ...process.env, PORT: String(port) });
const dataDir = environment.DATA_DIR;
const address = listenAddress(environment);
await claimData(dataDir, port);
await checkJournal(environment, dataDir);

const app = start(process.execPath, [tool("next"), "dev", "--hostname", address, "--port", String(port)], {
  cwd: root,
  env: { ...environment, NODE_ENV: "development" },
});
app.on("exit", (code) => void endChildren().then(() => process.exit(code ?? 1)));

await waitUntilAnswering(port, address);
printAddress(environment, dataDir, port);
