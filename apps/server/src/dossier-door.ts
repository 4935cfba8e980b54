import type { City } from '@plaza/house'
import { fileOfCopy } from '@plaza/dossier'
import { tokenOf } from '@plaza/http'
import type { FastifyInstance } from 'fastify'

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

/** The copy of somebody's data, for the person alone and while its link is valid; to everybody else it is not there. */
export function dossierFile(app: FastifyInstance, city: City): void {
  app.get<{ Params: { id: string } }>(
    '/api/dossier/:id/file',
    { schema: { params: { type: 'object', properties: { id: { type: 'string', pattern: UUID } } } } },
    async (request, reply) => {
      const token = tokenOf(request.headers)
      const caller = token === undefined ? undefined : await city.authenticate(token)
      const copy = caller && (await fileOfCopy(city, caller.person, request.params.id))
      const bytes = copy && (await city.files.read(copy.file))
      if (!copy || !bytes) return reply.status(404).send()
      return reply
        .type('application/zip')
        .header('content-length', copy.bytes)
        .header('content-disposition', 'attachment; filename="plaza.zip"')
        .header('cache-control', 'private, no-store')
        .send(bytes)
    },
  )
}
