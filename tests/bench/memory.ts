import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

interface Process {
  pid: number;
  parent: number;
  command: string;
}

function processes(): Process[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** The app's own process among those that its launcher started: the other one is the sandbox. */
export function appPid(launcher: number): number {
  const app = processes().find(
    ({ parent, command }) => parent === launcher && !command.includes("lib/sandbox"),
  );
  if (!app) throw new Error("The app's process was not found.");
  return app.pid;
}

export interface Memory {
  nowMb: number;
  /** The most so far; null where the system does not tell. */
  peakMb: number | null;
}

export function memoryOf(pid: number): Memory {
  const kilobytes = Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }));
  return { nowMb: kilobytes / 1024, peakMb: peakOf(pid) };
}

function peakOf(pid: number): number | null {
  try {
    const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return peak === undefined ? null : Number(peak) / 1024;
  } catch {
    // Only Linux has the file.
    return null;
  }
}
