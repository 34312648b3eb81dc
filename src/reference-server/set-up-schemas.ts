/** The members of a browser's creation for which the document has no word. */
const ownMembers = {
  headless: { type: 'boolean' },
  stealth: { type: 'boolean' },
  gpu: { type: 'boolean' },
  kiosk_mode: { type: 'boolean' },
  timeout_seconds: { type: 'integer', minimum: 10, maximum: 259_200 },
  start_url: { type: 'string' },
  extensions: { type: 'array', maxItems: 20 },
} as const;

/**
 * The body of a browser's creation, which the document does not describe. Its members are those of an update, under the
 * document's own schemas, and some more.
 */
export function browserCreation(shared: Readonly<Record<string, object>>): object {
  const properties = { ...shared, ...ownMembers, proxy_id: { type: 'string' } };
  return { type: 'object', properties };
}

/**
 * A profile may be created under any name: only the update is bound to a pattern, and only where a profile really
 * exists under a name that breaks it does a refusal prove more than "no such profile".
 */
export const profileCreation = {
  type: 'object',
  properties: { name: { type: 'string', minLength: 1 } },
} as const;

export const proxyCreation = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { enum: ['datacenter', 'isp', 'residential', 'mobile', 'custom'] },
    name: { type: 'string' },
    protocol: { enum: ['http', 'https'] },
    bypass_hosts: { type: 'array', items: { type: 'string' } },
    config: { type: 'object' },
  },
  if: { required: ['type'], properties: { type: { const: 'custom' } } },
  then: {
    required: ['config'],
    properties: {
      config: {
        type: 'object',
        required: ['host', 'port'],
        properties: {
          host: { type: 'string' },
          port: { type: 'integer' },
          username: { type: 'string' },
          password: { type: 'string' },
        },
      },
    },
  },
} as const;

export const replayStart = {
  type: 'object',
  properties: {
    framerate: { type: 'integer', minimum: 1, maximum: 60 },
    max_duration_in_seconds: { type: 'integer', minimum: 1 },
  },
} as const;
