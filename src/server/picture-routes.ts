/** Drawn pictures: of items that have none of their own, and of people who do not exist. */
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify'
import { hashText } from '../math/rng.ts'
import { drawPicture } from '../world/picture.ts'
import { drawPortrait } from '../world/portrait.ts'
import type { ServerContext } from './server-context.ts'

const AGE_MAX = 120
/** Drawings are a third as long when compressed, also short ones. */
const COMPRESS_BYTES_MIN = 512

const tagOf = (svg: string): string => `W/"${svg.length.toString(36)}-${(hashText(svg) >>> 0).toString(36)}"`

const hasTag = (request: FastifyRequest, tag: string): boolean =>
  (request.headers['if-none-match'] ?? '').split(',').some((known) => known.trim() === tag)

/** Browsers keep a drawing for an hour, then ask whether it is still the same, and show it meanwhile. */
const send = (request: FastifyRequest, reply: FastifyReply, svg: string): FastifyReply => {
  const tag = tagOf(svg)
  reply.header('etag', tag).header('cache-control', 'public, max-age=3600, stale-while-revalidate=86400')
  if (hasTag(request, tag)) return reply.code(304).send()
  return reply
    .type('image/svg+xml; charset=utf-8')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    .send(svg)
}

export const addPictureRoutes = (app: FastifyInstance, context: ServerContext): void => {
  const options: RouteShorthandOptions = {
    schema: { hide: true },
    compress: { threshold: COMPRESS_BYTES_MIN, encodings: ['br', 'gzip'] },
  }
  app.get<{ Params: { shop: string; '*': string } }>('/pictures/:shop/*', options, async (request, reply) => {
    const { view } = context.shops.get(request.params.shop)
    const itemId = request.params['*'].replace(/\.svg$/, '')
    return send(request, reply, drawPicture(view.catalog.document(view.items.find(itemId)) ?? { itemId }))
  })
  // Drawn from what the address says, and nothing that is known of a person, so anybody may ask.
  app.get<{ Params: { shop: string; file: string }; Querystring: { gender?: string; age?: string } }>(
    '/pictures/:shop/people/:file',
    options,
    async (request, reply) => {
      context.shops.get(request.params.shop)
      const { gender, age } = request.query
      const years = Number(age)
      return send(
        request,
        reply,
        drawPortrait(request.params.file.replace(/\.svg$/, ''), {
          ...((gender === 'female' || gender === 'male') && { gender }),
          ...(age !== undefined && years >= 0 && years <= AGE_MAX && { age: years }),
        }),
      )
    },
  )
}
