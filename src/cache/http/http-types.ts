/** What Express's and Fastify's requests have in common, and where each keeps the route that matched. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  /** Parameters of a host pattern; Nest puts them here for `@HostParam()`. */
  readonly hosts?: unknown;
  /** Express. */
  readonly route?: { readonly path?: unknown };
  /** Fastify. */
  readonly routeOptions?: { readonly url?: unknown };
}

/** What Express's Response and Fastify's Reply have in common. */
export interface HttpResponse {
  readonly statusCode: number;
  /** Express: the head has left. */
  readonly headersSent?: boolean;
  /** Fastify: the reply is on its way. */
  readonly sent?: boolean;
  getHeader(name: string): unknown;
}

export interface ExpressResponse extends HttpResponse {
  readonly app?: { get(setting: string): unknown };
  status(code: number): unknown;
  json(body: unknown): unknown;
  send(body: Buffer): unknown;
  setHeader(name: string, value: string): unknown;
}

type Serializer = (payload: unknown) => string | Buffer | null;

export interface FastifyReply extends HttpResponse {
  readonly routeOptions?: { readonly schema?: { readonly response?: unknown } };
  /** `null` goes back to the usual one. */
  serializer(serialize: Serializer | null): unknown;
  serialize(payload: unknown): string;
  header(name: string, value: string): unknown;
  code(status: number): unknown;
}
