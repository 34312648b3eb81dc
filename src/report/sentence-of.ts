import type {
  DerivedRate,
  Finding,
  HeaderMismatch,
  MemberMismatch,
  SchemaMismatch,
  WhyUntouched,
} from '../model/finding.js';
import { succeeded, type Exchange } from '../model/exchange.js';
import type { FramingProblem } from '../model/framing.js';
import { isObject } from '../model/json.js';
import { shown } from './shown.js';
import { cut } from './visible.js';

/** What a finding says, as a sentence without a full stop: what is wrong, with what value, what was expected. */
export function sentenceOf(finding: Finding): string {
  switch (finding.check) {
    case 'status-declared': {
      const { status, expected, declared } = finding.details;
      return `status ${status} is not declared (expected ${either(expected)}; declared: ${declared.join(', ')})`;
    }
    case 'status-expected':
      return `status ${finding.details.status}, expected ${either(finding.details.expected)}`;
    case 'content-type': {
      const { status, contentType, declared } = finding.details;
      const got = contentType === undefined ? 'is missing' : `"${contentType}"`;
      return `content type ${got}, but ${either(declared)} is declared for ${status}`;
    }
    case 'header':
      return headerMismatch(finding.details);
    case 'json':
      if (finding.details.isCut === true) {
        return `the body of the ${finding.details.status} cannot be judged: ${finding.details.problem}`;
      }
      if (finding.details.isNotUtf8 === true) return notUtf8(finding.details.status);
      return `the body of the ${finding.details.status} is not JSON: ${finding.details.problem}`;
    case 'schema':
    case 'strict-schema':
      return mismatch(finding.details);
    case 'secret-shown':
      return `the answer shows the value of ${finding.details.secret}`;
    case 'stack-shown':
      return `the ${finding.details.status} shows a stack trace: ${finding.details.trace}`;
    case 'framing':
      return FRAMING[finding.details.problem];
    case 'live-view-shown':
      return `${finding.details.member} is shown for a headless session, but is only available where headless is false`;
    case 'address':
      return address(finding.details);
    case 'uptime':
      return uptime(finding.details);
    case 'empty-error':
      return `the ${finding.details.status} response has an empty ${finding.details.member}`;
    case 'echo':
      return `the answer shows ${memberMismatch(finding.details)}`;
    case 'read-back':
      return `it shows ${memberMismatch(finding.details)}`;
    case 'agreement': {
      const { path, answer, read, ofSession } = finding.details;
      if (ofSession !== undefined) return `the answer showed the ${path} of another session, ${ofSession}`;
      return `the answer showed ${path} ${shown(answer)}, and a read after it shows ${shown(read)}`;
    }
    case 'frame': {
      const { path, before, after, seenIn } = finding.details;
      const who = seenIn === 'answer' ? 'the answer shows' : 'it shows';
      return `${who} ${path} ${shown(after)}, it was ${shown(before)} and the update does not name it`;
    }
    case 'untouched': {
      const { path, before, after, why } = finding.details;
      const whose = why.kind === 'other session' ? `another session, ${why.sessionId}: ` : '';
      return `${whose}${path} was ${shown(before)} before and is ${shown(after)} now, though ${reason(why)}`;
    }
    case 'absent':
      if (finding.details.by === 'some update')
        return 'it exists at the end of the run and carries its mark, though no creation of the run made it: an update did';
      return 'it can be read now, though there was no such session before the update, which was refused';
    case 'torn': {
      const { seenIn, size } = finding.details;
      return `${LOOKS[seenIn]} a viewport of ${shown(size.width)} x ${shown(size.height)}, which no update asked for`;
    }
    case 'derived-rate':
      return derivedRate(finding.details.seen, finding.details.other);
    case 'segments': {
      const { details } = finding;
      switch (details.kind) {
        case 'wrong number of new segments':
          return `after the resize, expected ${details.expected} new recording ${details.expected === 1 ? 'segment' : 'segments'}, found ${details.found}`;
        case 'not listed':
          return `after the resize, the recording ${details.id} is no longer listed`;
        case 'still running':
          return `after the resize, the recording ${details.id} is still running, though it has to stop`;
        case 'running again':
          return `after the resize, the recording ${details.id} is running again, though it had stopped`;
        case 'stopped':
          return `${afterNoResize(finding.exchange)}, the recording ${details.id} is no longer running`;
        case 'begun':
          return `${afterNoResize(finding.exchange)}, the recording ${details.id} is running, which nobody began`;
      }
    }
  }
}

function afterNoResize(exchange: Exchange): string {
  return succeeded(exchange) ? 'after an update that is no resize' : 'after the resize was refused';
}

function notUtf8(status: number): string {
  return `the body of the ${status} has bytes that are not UTF-8, in which all JSON is encoded (RFC 8259, section 8.1)`;
}

function uptime({ uptimeMs, ageMs }: Extract<Finding, { check: 'uptime' }>['details']): string {
  const shown = `usage.uptime_ms is ${uptimeMs}`;
  if (ageMs === undefined) return `${shown}: a session is active for no less than 0 milliseconds`;
  return `${shown}, but by created_at and the Date of the answer, the session existed for ${ageMs} milliseconds`;
}

function address({
  member,
  value,
  problem,
  schemes,
}: Extract<Finding, { check: 'address' }>['details']): string {
  if (problem === 'empty') return `${member} is empty, and no address`;
  if (problem === 'shared') return `${member} is the address of cdp_ws_url, which speaks another protocol`;
  const wanted = schemes.map((scheme) => `${scheme}://`);
  return `${member} is no absolute address that begins with ${either(wanted)} (it is ${cut(shown(value), 80)})`;
}

const LOOKS = {
  answer: 'the answer shows',
  'read meanwhile': 'meanwhile it shows',
  'last read': 'in the end it shows',
};

function either(values: readonly (string | number)[]): string {
  return values.join(' or ');
}

function headerMismatch(details: HeaderMismatch): string {
  const header = `header ${details.name} of the ${details.status}`;
  switch (details.kind) {
    case 'missing':
      return `${header} is missing, but it is declared as required`;
    case 'not JSON':
      return `${header} is not JSON: ${details.problem} (it is ${cut(shown(details.value), 80)})`;
    case 'does not fit': {
      const what = details.path === '' ? 'it' : details.path;
      return `${header}: ${what} ${details.message} (it is ${cut(shown(details.value), 80)})`;
    }
  }
}

function mismatch({ status, path, message, value }: SchemaMismatch): string {
  // For a whole object, the message already names the missing or surplus member.
  const actual = isObject(value) && path === '' ? '' : ` (it is ${cut(shown(value), 80)})`;
  return `body of the ${status}: ${path === '' ? 'it' : path} ${message}${actual}`;
}

function memberMismatch({ path, value, allowed, exchangedWith, unchangedIn }: MemberMismatch): string {
  if (exchangedWith !== undefined)
    return `${path} ${shown(value)}, which was sent as ${exchangedWith}, and the other way round`;
  const right = [...new Set(allowed.map(shown))];
  const kept = unchangedIn === undefined ? '' : `; all of ${unchangedIn} is as it was before`;
  const wanted = right.length === 1 ? `, but ${either(right)} was sent` : ` (allowed: ${either(right)})`;
  return `${path} ${shown(value)}${wanted}${kept}`;
}

function reason(why: WhyUntouched): string {
  switch (why.kind) {
    case 'refusal due':
      return 'the update had to be refused';
    case 'answered':
      return `the answer was ${why.status}`;
    case 'other session':
      return 'only the other one was updated';
  }
}

function derivedRate(seen: DerivedRate, other: DerivedRate | undefined): string {
  const size = ({ width, height }: DerivedRate): string => `${width} x ${height}`;
  const rate = `viewport.refresh_rate is ${seen.rate} at ${size(seen)}, where the update left it out`;
  if (other === undefined) return `${rate}; no display has such a rate`;
  if (size(seen) === size(other)) return `${rate}, but was ${other.rate} at the same size before`;
  const rule =
    seen.rate === other.rate
      ? 'a much higher resolution must get a lower rate'
      : 'a higher resolution must not get a higher rate';
  const was = seen.rate === other.rate ? 'and was' : 'but was';
  return `${rate}, ${was} ${other.rate} at ${size(other)}; ${rule}`;
}

const FRAMING: Readonly<Record<FramingProblem, string>> = {
  'two lengths': 'the answer has more than one Content-Length',
  'wrong length': 'the Content-Length of the answer is no number',
  'length and chunks': 'the answer has both a Content-Length and a Transfer-Encoding',
  'broken chunk': 'the answer comes in chunks, of which one does not have the size that it names',
  'ended early': 'the answer ends before its Content-Length is reached, or without a last chunk',
  'without an end':
    'the whole body came, but the answer goes on, by its Content-Length or for want of a last chunk',
  'bytes after the body': 'more bytes come after the end of the answer',
  'answered twice': 'the request is answered twice',
  'bytes between two answers':
    'bytes came on the connection after an earlier answer, before this request was sent',
  'false coding': 'the body is not in the content coding that the answer names',
  'no answer': 'the connection is closed without an answer, each time, while other requests are answered',
};
