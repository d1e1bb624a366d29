import type { Finish, Protocol } from './llm-server.js';

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const event = (value: { type: string }): string => `event: ${value.type}\n${data(value)}`;
const halves = (words: string): [string, string] => [words.slice(0, 5), words.slice(5)];

/** POST /v1/chat/completions, as OpenAI documents it. */
export const openai: Protocol = {
  path: '/v1/chat/completions',
  whole({ text = 'Hello there', finish = 'stop', tool }) {
    const calls =
      tool === undefined
        ? {}
        : {
            tool_calls: [
              {
                id: 'call_1',
                type: 'function',
                function: { name: tool.name, arguments: JSON.stringify(tool.input) },
              },
            ],
          };
    return {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_900_000_000,
      model: 'gpt-x',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: tool === undefined ? text : null, ...calls },
          finish_reason: tool === undefined ? OPENAI_FINISH[finish] : 'tool_calls',
        },
      ],
      usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
    };
  },
  opening: (words) => halves(words).map((content) => chunk({ role: 'assistant', content }, null)),
  ending({ finish = 'stop', tool }) {
    const frames: string[] = [];
    if (tool !== undefined) {
      const [first, second] = halves(JSON.stringify(tool.input));
      const start = { index: 0, id: 'call_1', type: 'function' };
      frames.push(
        chunk({ tool_calls: [{ ...start, function: { name: tool.name, arguments: first } }] }, null),
        chunk({ tool_calls: [{ index: 0, function: { arguments: second } }] }, null),
      );
    }
    return [
      ...frames,
      chunk({}, tool === undefined ? OPENAI_FINISH[finish] : 'tool_calls'),
      data({
        id: 'chatcmpl-1',
        object: 'chat.completion.chunk',
        created: 1_900_000_000,
        model: 'gpt-x',
        choices: [],
        usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
      }),
      'data: [DONE]\n\n',
    ];
  },
};

const OPENAI_FINISH: Record<Finish, string> = { stop: 'stop', length: 'length', filter: 'content_filter' };

function chunk(delta: object, finish: string | null): string {
  return data({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_900_000_000,
    model: 'gpt-x',
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
}

/** POST /v1/messages, as Anthropic documents it. */
export const anthropic: Protocol = {
  path: '/v1/messages',
  whole: ({ text = 'Hello there', finish = 'stop', tool }) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-x',
    content: [
      tool === undefined
        ? { type: 'text', text }
        : { type: 'tool_use', id: 'toolu_1', name: tool.name, input: tool.input },
    ],
    stop_reason: tool === undefined ? ANTHROPIC_FINISH[finish] : 'tool_use',
    stop_sequence: null,
    usage: { input_tokens: 100, output_tokens: 20 },
  }),
  opening: (words) => [
    messageStart,
    event({ type: 'content_block_start', ...{ index: 0, content_block: { type: 'text', text: '' } } }),
    ...halves(words).map((text) =>
      event({ type: 'content_block_delta', ...{ index: 0, delta: { type: 'text_delta', text } } }),
    ),
  ],
  ending({ finish = 'stop', tool }) {
    const frames =
      tool === undefined
        ? []
        : [
            messageStart,
            event({
              type: 'content_block_start',
              ...{ index: 0, content_block: { type: 'tool_use', id: 'toolu_1', name: tool.name, input: {} } },
            }),
            ...halves(JSON.stringify(tool.input)).map((partial_json) =>
              event({
                type: 'content_block_delta',
                ...{ index: 0, delta: { type: 'input_json_delta', partial_json } },
              }),
            ),
          ];
    return [
      ...frames,
      event({ type: 'content_block_stop', ...{ index: 0 } }),
      event({
        type: 'message_delta',
        ...{
          delta: {
            stop_reason: tool === undefined ? ANTHROPIC_FINISH[finish] : 'tool_use',
            stop_sequence: null,
          },
          usage: { output_tokens: 20 },
        },
      }),
      event({ type: 'message_stop' }),
    ];
  },
};

const ANTHROPIC_FINISH: Record<Finish, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  filter: 'refusal',
};

const messageStart = event({
  type: 'message_start',
  ...{
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-x',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 100, output_tokens: 1 },
    },
  },
});

/** POST /v2/chat, as Cohere documents it. */
export const cohere: Protocol = {
  path: '/v2/chat',
  whole: ({ text = 'Hello there', finish = 'stop', tool }) => ({
    id: 'c14c80c3-18eb-4519-9460-6c92edd8cfb4',
    message: {
      role: 'assistant',
      ...(tool === undefined
        ? { content: [{ type: 'text', text }] }
        : {
            tool_plan: 'I will look it up.',
            tool_calls: [
              {
                id: 'lookup_1',
                type: 'function',
                function: { name: tool.name, arguments: JSON.stringify(tool.input) },
              },
            ],
          }),
    },
    finish_reason: tool === undefined ? COHERE_FINISH[finish] : 'TOOL_CALL',
    usage: {
      billed_units: { input_tokens: 100, output_tokens: 20 },
      tokens: { input_tokens: 100, output_tokens: 20 },
    },
  }),
  opening: (words) => [
    event({
      type: 'message-start',
      ...{ id: 'c14c80c3', delta: { message: { role: 'assistant', content: [] } } },
    }),
    event({
      type: 'content-start',
      ...{ index: 0, delta: { message: { content: { type: 'text', text: '' } } } },
    }),
    ...halves(words).map((text) =>
      event({ type: 'content-delta', ...{ index: 0, delta: { message: { content: { text } } } } }),
    ),
  ],
  ending({ finish = 'stop', tool }) {
    const frames =
      tool === undefined
        ? [event({ type: 'content-end', ...{ index: 0 } })]
        : toolFrames(tool.name, JSON.stringify(tool.input));
    return [
      ...frames,
      event({
        type: 'message-end',
        ...{
          delta: {
            finish_reason: tool === undefined ? COHERE_FINISH[finish] : 'TOOL_CALL',
            usage: {
              billed_units: { input_tokens: 100, output_tokens: 20 },
              tokens: { input_tokens: 100, output_tokens: 20 },
            },
          },
        },
      }),
    ];
  },
};

const COHERE_FINISH: Record<Finish, string> = {
  stop: 'COMPLETE',
  length: 'MAX_TOKENS',
  filter: 'ERROR_TOXIC',
};

function toolFrames(name: string, input: string): string[] {
  const call = (value: object): { index: number; delta: object } => ({
    index: 0,
    delta: { message: { tool_calls: value } },
  });
  return [
    event({ type: 'message-start', ...{ id: 'c14c80c3', delta: { message: { role: 'assistant' } } } }),
    event({
      type: 'tool-call-start',
      ...call({ id: 'lookup_1', type: 'function', function: { name, arguments: '' } }),
    }),
    ...halves(input).map((text) =>
      event({ type: 'tool-call-delta', ...call({ function: { arguments: text } }) }),
    ),
    event({ type: 'tool-call-end', ...{ index: 0 } }),
  ];
}
