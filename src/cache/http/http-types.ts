/** What Express's and Fastify's requests have in common. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** What Express's Response and Fastify's Reply have in common. */
export interface HttpResponse {
  readonly statusCode: number;
  getHeader(name: string): unknown;
  removeHeader(name: string): unknown;
}

export interface ExpressResponse extends HttpResponse {
  json(body: unknown): unknown;
  send(body: Buffer): unknown;
  setHeader(name: string, value: string): unknown;
  vary(field: string): unknown;
}

export interface FastifyReply extends HttpResponse {
  serializer(serialize: (payload: unknown) => string | Buffer | null): unknown;
  header(name: string, value: string): unknown;
  code(status: number): unknown;
}
