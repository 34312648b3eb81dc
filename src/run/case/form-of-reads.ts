import { judgeExchange } from '../../checks/judge.js';
import { showsSession, type Exchange } from '../../model/exchange.js';
import type { Finding } from '../../model/finding.js';
import type { CompiledContract } from './compiled-contract.js';

/**
 * What is wrong with the form of reads, over a whole run. Reads are evidence of a session's state, not the operation:
 * one case reports it, and no other.
 */
export interface FormOfReads {
  /** Takes a read into account. */
  see(read: Exchange): void;
  /** Each difference once, as the first read that has it shows it. */
  findings(): readonly Finding[];
}

/** Where the document does not describe the read, nothing but a secret in it breaks a clause. */
export function createFormOfReads({ reads, describesReads }: CompiledContract): FormOfReads {
  const found = new Map<string, Finding>();
  return {
    see(read) {
      if (!showsSession(read)) return; // the case that needed it says so
      for (const finding of judgeExchange(read, [200], reads)) {
        const key = JSON.stringify([finding.check, formOf(finding)]);
        const isBreach = describesReads || finding.check === 'secret-shown';
        if (!found.has(key)) found.set(key, { ...finding, severity: isBreach ? 'breach' : 'note' });
      }
    },
    findings: () => [...found.values()],
  };
}

/** A finding without the values that differ between two reads. */
function formOf({ details }: Finding): unknown {
  return 'path' in details && 'message' in details ? [details.path, details.message] : details;
}
