import { generalRefusals, refusals, statusOf, type Endpoint } from '@plaza/contract'

/** What differs between the APIs of a city: where they are, how callers are known, and how a no looks. */
export interface OpenApiStyle {
  readonly base: string
  readonly security: (endpoint: Endpoint) => readonly object[]
  readonly schemes: object
  /** Media type and schema of a refusal. */
  readonly errorType: string
  readonly error: object
}

const ours: OpenApiStyle = {
  base: '/api',
  security: endpoint => (endpoint.who === 'anyone' ? [] : [{ session: [] }, { bearer: [] }]),
  schemes: {
    session: { type: 'apiKey', in: 'cookie', name: 'plaza_session' },
    bearer: { type: 'http', scheme: 'bearer' },
  },
  errorType: 'application/json',
  error: {
    type: 'object',
    required: ['error', 'requestId'],
    properties: {
      error: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          code: { type: 'string', enum: Object.keys(refusals) },
          message: { type: 'string' },
          facts: { type: 'object' },
        },
      },
      requestId: { type: 'string' },
    },
  },
}

/** The OpenAPI 3.1 description of these endpoints: TypeBox schemas are JSON Schema already, so nothing can drift. */
export function openapi(
  endpoints: readonly Endpoint[],
  info: { title: string; version: string },
  style: OpenApiStyle = ours,
): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const endpoint of endpoints) {
    const path = `${style.base}${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    ;(paths[path] ??= {})[endpoint.verb.toLowerCase()] = operation(endpoint, style)
  }
  return {
    openapi: '3.1.0',
    info: { ...info, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    paths,
    components: { securitySchemes: style.schemes, schemas: { Refusal: style.error } },
  }
}

/** Names in the path, in order. */
export const pathNames = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(match => match[1] as string)

function operation(endpoint: Endpoint, style: OpenApiStyle): object {
  const inPath = pathNames(endpoint.path)
  const properties = endpoint.input.properties as Record<string, object>
  const required = (endpoint.input.required ?? []) as string[]
  const rest = Object.keys(properties).filter(name => !inPath.includes(name))
  const byQuery = endpoint.verb === 'GET' || endpoint.verb === 'DELETE'
  const parameter = (name: string, where: 'path' | 'query') => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: properties[name],
  })
  const codes = [
    ...new Set([
      ...(endpoint.refusals ?? []),
      ...generalRefusals.filter(code => endpoint.who !== 'anyone' || code !== 'not_signed_in'),
    ]),
  ]
  const byStatus = groupBy(codes, statusOf)
  return {
    operationId: `${endpoint.verb.toLowerCase()}${endpoint.path.replace(/[/:.-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: endpoint.doc,
    tags: [endpoint.path.split('/')[1]],
    security: style.security(endpoint),
    parameters: [
      ...inPath.map(name => parameter(name, 'path')),
      ...(byQuery ? rest.map(name => parameter(name, 'query')) : []),
    ],
    ...(byQuery || rest.length === 0
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: Object.fromEntries(rest.map(name => [name, properties[name]])),
                  required: required.filter(name => !inPath.includes(name)),
                },
              },
            },
          },
        }),
    responses: {
      200: { description: 'Done', content: { [replyType(endpoint)]: { schema: endpoint.reply } } },
      ...Object.fromEntries(
        [...byStatus].map(([status, words]) => [
          status,
          {
            description: words.join(', '),
            content: { [style.errorType]: { schema: { $ref: '#/components/schemas/Refusal' } } },
          },
        ]),
      ),
    },
  }
}

/** JSON, unless the schema says what else it is. */
const replyType = ({ reply }: Endpoint): string =>
  (reply as { contentMediaType?: string }).contentMediaType ?? 'application/json'

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
