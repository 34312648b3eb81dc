import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { processMark } from './process-mark.js';

/** A process that holds leases, so that another container or host cannot take it for one of its own. */
export interface Owner {
  readonly host: string;
  /** Identifies the running kernel; empty where the system has no such id. */
  readonly boot: string;
  /** The namespace in which the process number counts. */
  readonly namespace: string;
  /** The process, as `processMark` names it. */
  readonly process: string;
}

/** `unknown`: it runs, or ran, where this process cannot look. */
export type Life = 'alive' | 'gone' | 'unknown';

/** An owner touches its ledger this often. */
export const BEAT_MS = 10_000;
/** A ledger that was touched so recently has a living owner, wherever that is. */
const FRESH_MS = 12 * BEAT_MS;
const UNKNOWN = 'unknown';

/** This process. */
export function thisOwner(): Owner {
  return {
    host: hostname(),
    boot: bootId(),
    namespace: namespace(),
    process: processMark(process.pid) ?? String(process.pid),
  };
}

/**
 * Whether an owner may still hold its leases. Only where process numbers mean the same is that certain; elsewhere a
 * fresh sign of life shows that it is alive, and its absence shows nothing: a clock may have jumped, a machine slept.
 * @param beatAgeMs time since its last sign of life; negative where a clock was set back.
 */
export function lifeOf(owner: Owner, beatAgeMs: number, self: Owner = thisOwner()): Life {
  const isComparable =
    owner.host === self.host &&
    owner.boot === self.boot &&
    owner.namespace === self.namespace &&
    self.namespace !== UNKNOWN;
  if (!isComparable) return Math.abs(beatAgeMs) < FRESH_MS ? 'alive' : 'unknown';
  const now = processMark(Number.parseInt(owner.process, 10));
  if (now === undefined) return 'gone';
  // Without its start time, a process with this number may be the owner.
  const isNumberAlone = !now.includes('@') || !owner.process.includes('@');
  return isNumberAlone || now === owner.process ? 'alive' : 'gone';
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** In a container that shows another namespace's /proc, the processes there are not the ones that numbers mean. */
function namespace(): string {
  if (process.platform !== 'linux') return 'none';
  try {
    return readlinkSync('/proc/self') === String(process.pid) ? readlinkSync('/proc/self/ns/pid') : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}
