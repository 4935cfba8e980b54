import { refusals } from '@plaza/contract'
import type { OpenApiStyle } from '@plaza/http'

/** How the primary API is described: tokens of client credentials, and problem details instead of the app's refusals. */
export const problemStyle = (base: string): OpenApiStyle => ({
  base,
  security: () => [{ program: [] }],
  schemes: {
    program: {
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: `${base}/token`, scopes: {} } },
    },
  },
  errorType: 'application/problem+json',
  error: {
    type: 'object',
    required: ['type', 'title', 'status', 'code'],
    properties: {
      type: { type: 'string', description: '`urn:plaza:problem:` and the code' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string', enum: Object.keys(refusals) },
    },
  },
})
