import { endChildrenWithProcess } from "../support/child.ts";
import { printAddress } from "../support/running-app.ts";
import { serveApp } from "../support/serve-app.ts";

endChildrenWithProcess();
const { environment, dataDir, port } = await serveApp("dev");
printAddress(environment, dataDir, port);
