import { readFileSync, readdirSync, readlinkSync } from "node:fs";

/**
 * Remote ends, not on loopback, of the connections that this process and all that it started hold, as the kernel lists
 * them. Others on this machine may connect to where they like.
 */
export function foreignConnections(pid: number): string[] {
  const sockets = new Set(familyOf(pid).flatMap(socketsOf));
  return readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => sockets.has(columns[9] ?? ""))
    .map((columns) => columns[2] ?? "")
    .filter((remote) => !remote.startsWith("00000000") && !/^[0-9A-F]{6}7F:/.test(remote));
}

function familyOf(pid: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
  const family = [pid];
  // Children are added while the list is walked: theirs follow.
  for (const member of family) {
    family.push(...parents.filter(([, parent]) => parent === member).map(([child]) => child));
  }
  return family;
}

function parentOf(pid: string): number | null {
  try {
    // The name of the program stands in brackets and may hold blanks; state and parent come after it.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return Number(parent);
  } catch {
    // The process has ended meanwhile.
    return null;
  }
}

/** The kernel's numbers of its open sockets. */
function socketsOf(pid: number): string[] {
  return filesOf(pid).flatMap((file) => {
    const [, socket] = /^socket:\[(\d+)\]$/.exec(targetOf(file)) ?? [];
    return socket === undefined ? [] : [socket];
  });
}

function filesOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((name) => `/proc/${pid}/fd/${name}`);
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function targetOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    // Closed meanwhile.
    return "";
  }
}
