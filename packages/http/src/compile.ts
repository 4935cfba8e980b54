import { AjvCompiler } from '@fastify/ajv-compiler'
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifyInstance } from 'fastify'

// The compilers that Fastify has by itself, one of each for all servers of the process.
const compileValidator = AjvCompiler()({}, { customOptions: {} })
const compileSerializer = SerializerSelector()({}, {})

type Validate = ((data: unknown) => unknown) & { errors?: unknown }
type Serialize = (data: unknown) => string

const serializers = new WeakMap<object, Serialize>()

/**
 * Lets a server compile a route's schemas when the route is first called: all of them at the start take longer than everything
 * else a city does before it listens. What was compiled is shared by the servers of a process.
 */
export function compileLazily(app: FastifyInstance): void {
  app.setValidatorCompiler(route => {
    let made: Validate | undefined
    const validate: Validate = data => {
      made ??= compileValidator(route) as Validate
      const ok = made(data)
      validate.errors = made.errors
      return ok
    }
    return validate as never
  })
  app.setSerializerCompiler(route => {
    const schema = route.schema as object
    return data => {
      const serialize = serializers.get(schema) ?? compileSerializer(route as never)
      serializers.set(schema, serialize)
      return serialize(data)
    }
  })
}
