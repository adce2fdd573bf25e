import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform } from 'node:os';

/** On what and when something was measured; a figure says nothing without it. */
export type Machine = { at: string; cpus: string; node: string; load: number[] };

/** This machine, now. */
export function machine(): Machine {
  const all = cpus();
  return {
    at: new Date().toISOString(),
    cpus: `${all.length} × ${all[0]?.model.trim() ?? 'unknown'} (${platform()} ${arch()})`,
    node: process.version,
    load: loadavg().map((average) => Math.round(average * 100) / 100),
  };
}

/** How much memory a process holds and held at most, in MB; null where the system does not tell in /proc. */
export function memoryOf(pid: number): { now_mb: number; most_mb: number } | null {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return null;
  }
  const read = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024);
  return { now_mb: read('VmRSS'), most_mb: read('VmHWM') };
}

/** Seconds of processor time that a process has used; null where the system does not tell in /proc. */
export function cpuOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold blanks: fields are counted from behind it. Ticks are hundredths of a second.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

/** The value below which `share` of the sorted values lie. */
export function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
