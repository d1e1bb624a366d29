import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Response } from 'express';

/**
 * Answers errors without telling, or logging, a patient's text: a database error quotes its parameters and a JSON
 * parser quotes the body, so of anything that is not ours only the class and the code are kept.
 */
@Catch()
export class ClinicExceptionFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(exception: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { status, body } = this.answerTo(exception);
    if (status >= 500) this.logger.error(`${String(status)}: ${describeError(exception)}`);
    if (response.headersSent) {
      response.end();
      return;
    }
    response.status(status).json(body);
  }

  private answerTo(exception: unknown): { status: number; body: object } {
    const unread = unreadableStatusOf(exception instanceof HttpException ? exception.cause : exception);
    if (unread !== undefined) {
      const message = unread === 413 ? 'The request body is too large' : 'The request cannot be read';
      return { status: unread, body: { statusCode: unread, message } };
    }
    if (!(exception instanceof HttpException)) {
      return { status: 500, body: { statusCode: 500, message: 'Internal server error' } };
    }
    const status = exception.getStatus();
    const body = exception.getResponse();
    return { status, body: typeof body === 'string' ? { statusCode: status, message: body } : body };
  }
}

/** Express' own errors (a body that is no JSON, too large, in an unknown charset) carry a 4xx status. */
function unreadableStatusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status } = error as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

/** Class names and codes along the chain of causes: enough to find a fault, nothing of what was being written. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (let current = error; current instanceof Error && parts.length < 5; current = current.cause) {
    const code = (current as { code?: unknown }).code;
    const name = current.constructor.name;
    parts.push(typeof code === 'string' || typeof code === 'number' ? `${name} ${code}` : name);
  }
  return parts.length === 0 ? typeof error : parts.join(' < ');
}
