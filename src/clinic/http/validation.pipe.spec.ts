import { BadRequestException } from '@nestjs/common';
import { AgentQuery } from '../agent/agent.dto.js';
import { createValidationPipe } from './validation.pipe.js';

const pipe = createValidationPipe();
const validate = (body: unknown) => pipe.transform(body, { type: 'body', metatype: AgentQuery });

describe('createValidationPipe', () => {
  it('gives a DTO with trimmed text and canonical ids', async () => {
    const query: unknown = await validate({
      question: ' knee ',
      clientId: 'C1000000-0000-4000-8000-00000000000A',
    });
    expect(query).toBeInstanceOf(AgentQuery);
    expect(query).toEqual({ question: 'knee', clientId: 'c1000000-0000-4000-8000-00000000000a' });
  });

  it('names the path into lists, and does not repeat what was sent', async () => {
    const body = {
      question: 'x',
      history: [
        { role: 'user', content: 'ok' },
        { role: 'secret', content: '' },
      ],
    };
    const error: unknown = await validate(body).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(BadRequestException);
    const response = (error as BadRequestException).getResponse();
    expect(response).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: 'Validation failed',
      errors: [
        { path: 'history.1.role', message: expect.stringContaining('role must be one of') },
        { path: 'history.1.content', message: 'content should not be empty' },
      ],
    });
    expect(JSON.stringify(response)).not.toContain('secret');
  });
});
