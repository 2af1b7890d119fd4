import { buildOrLeave } from "../support/build.ts";
import { bundleSize } from "../support/bundle-size.ts";
import { endChildrenWithProcess } from "../support/child.ts";

/** What the portal may load beyond an empty page of the same framework, compressed. */
const mostBytes = 40 * 1024;

endChildrenWithProcess();
await buildOrLeave();

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`;
const { frameworkBytes, pageBytes, files } = bundleSize("(portal)");
console.log(`An empty page loads ${kilobytes(frameworkBytes)} of compressed JavaScript, the portal at /`);
console.log(`${kilobytes(pageBytes)} more; at most ${kilobytes(mostBytes)} are allowed:`);
for (const { file, bytes } of files) console.log(`  ${kilobytes(bytes).padStart(8)}  ${file}`);
const ok = pageBytes <= mostBytes;
console.log(ok ? "ok" : "FAILED: the portal loads too much.");
process.exit(ok ? 0 : 1);
