/**
 * Headers that come from HTTP itself, from a browser's security, or from what stands in front of an API: no document
 * declares them, and no client of an API relies on them. What speaks of the operation, such as `deprecation`, `sunset`,
 * `link` or `warning`, is not among them.
 */
const STANDARD: ReadonlySet<string> = new Set(
  `accept-ranges age allow alt-svc cache-control connection content-disposition content-encoding content-language
   content-length content-location content-range content-security-policy content-type cross-origin-embedder-policy
   cross-origin-opener-policy cross-origin-resource-policy date etag expires keep-alive last-modified nel
   origin-agent-cluster p3p permissions-policy pragma priority proxy-authenticate referrer-policy report-to
   reporting-endpoints retry-after server server-timing set-cookie strict-transport-security timing-allow-origin trailer
   traceparent tracestate transfer-encoding upgrade vary via www-authenticate x-content-type-options
   x-dns-prefetch-control x-download-options x-frame-options x-permitted-cross-domain-policies x-powered-by
   x-request-id x-response-time x-robots-tag x-runtime x-served-by x-timer x-xss-protection`.split(/\s+/),
);

/** Those that an edge, a cloud or a limiter adds, by how they begin. */
const EDGE =
  /^(?:access-control-|cf-|fly-|x-akamai-|x-amz-|x-amzn-|x-azure-|x-b3-|x-cache|x-cloud-|x-datadog-|x-envoy-|x-forwarded-|x-goog-|x-ratelimit-|ratelimit|x-vercel-)/;

/** Is it a header of HTTP or of an edge, which says nothing of an operation? @param name in lower case */
export function isStandardHeader(name: string): boolean {
  return STANDARD.has(name) || EDGE.test(name);
}
