import { limits } from '@plaza/contract'
import type { City } from '@plaza/house'
import { tokenOf } from '@plaza/http'
import { Refusal } from '@plaza/kernel'
import { receiveUpload } from '@plaza/makers'
import type { FastifyInstance } from 'fastify'

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

/** `PUT /program-uploads/:id`: the ZIP of an upload that its developer began by `POST /api/makers/programs/:appId/uploads`. */
export function programUploads(app: FastifyInstance, city: City): void {
  void app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.put<{ Params: { id: string } }>(
      '/program-uploads/:id',
      {
        bodyLimit: limits.UPLOAD_BYTES_MAX,
        schema: { params: { type: 'object', properties: { id: { type: 'string', pattern: UUID } } } },
        // Who sends is known before anything of the body is read.
        onRequest: async request => {
          const token = tokenOf(request.headers)
          const known = request.headers.authorization !== undefined || request.headers['x-plaza'] === '1'
          if (!known || !token || !(await city.authenticate(token))) throw new Refusal('not_signed_in')
        },
      },
      async request => {
        const caller = await city.authenticate(tokenOf(request.headers) ?? '')
        if (!caller) throw new Refusal('not_signed_in')
        const zip = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        return receiveUpload(city, caller, request.params.id, zip)
      },
    )
  })
}
