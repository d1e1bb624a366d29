/**
 * Requests, replies and stream parts in the terms of the AI SDK's provider interface (LanguageModelV3 and V4),
 * declared by their structure: any of its models fits, and the package need not be installed.
 */

/** A message. A string as content stands for one text part. */
export interface LLMMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  /** Text, or the parts of the AI SDK's prompt format: text, files, tool calls, tool results ... */
  readonly content: string | readonly object[];
  readonly providerOptions?: Readonly<Record<string, unknown>> | undefined;
}

/** What a model is asked. Every member, known here or not, reaches the model and is part of the key. */
export interface LLMRequest {
  /** The system prompt; put before the messages. */
  readonly system?: string | undefined;
  readonly messages: readonly LLMMessage[];
  /** Only replies at 0.1 or below are cached; without a temperature none is. */
  readonly temperature?: number | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly topP?: number | undefined;
  readonly topK?: number | undefined;
  readonly seed?: number | undefined;
  readonly stopSequences?: readonly string[] | undefined;
  /** `{ type: 'function', name, description, inputSchema }` */
  readonly tools?: readonly object[] | undefined;
  readonly toolChoice?: object | undefined;
  readonly responseFormat?: object | undefined;
  readonly providerOptions?: Readonly<Record<string, unknown>> | undefined;
  readonly [parameter: string]: unknown;
}

/** Why a model stopped; the provider's own word is `raw`. */
export interface LLMFinishReason {
  readonly unified: string;
  readonly raw?: string | undefined;
}

export interface LLMUsage {
  readonly inputTokens: { readonly total: number | undefined };
  readonly outputTokens: { readonly total: number | undefined };
}

/** A part of a reply: text, reasoning, a file, a tool call (`toolCallId`, `toolName`, `input` as JSON text) ... */
export interface LLMContent {
  readonly type: string;
}

/** A whole reply. */
export interface LLMReply {
  readonly content: readonly LLMContent[];
  readonly finishReason: LLMFinishReason;
  readonly usage: LLMUsage;
  readonly providerMetadata?: Readonly<Record<string, object>> | undefined;
}

/** A part of a streamed reply; a clean stream ends with one of type `finish`. */
export interface LLMStreamPart {
  readonly type: string;
}

export interface FinishPart extends LLMStreamPart {
  readonly type: 'finish';
  readonly finishReason: LLMFinishReason;
  readonly usage: LLMUsage;
  readonly providerMetadata?: Readonly<Record<string, object>> | undefined;
}

/** What a model is called with. */
export interface LLMCall {
  readonly prompt: readonly object[];
  /** Given with every call; aborts at the provider's deadline, or when nobody waits for the reply any more. */
  readonly abortSignal?: AbortSignal | undefined;
  readonly [parameter: string]: unknown;
}

/** Any LanguageModel of the AI SDK, or an object of your own that answers in the same way. */
export interface LLMModel {
  /** e.g. `cohere.chat`; part of the key. */
  readonly provider: string;
  /** e.g. `command-a-03-2025`; part of the key. */
  readonly modelId: string;
  doGenerate(call: LLMCall): PromiseLike<LLMReply>;
  doStream(call: LLMCall): PromiseLike<{ readonly stream: AsyncIterable<LLMStreamPart> }>;
}

export function isFinish(part: LLMStreamPart): part is FinishPart {
  return part.type === 'finish';
}
