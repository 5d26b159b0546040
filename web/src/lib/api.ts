// Talks with the server that the page came from, and with nobody else.

import { say } from '../strings';

/** A refusal in the server's words (problem+json), or what kept it from answering. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}

const ROOT = '/api/v1';
let csrf = '';

/** Writes carry this token: the server gives it with its status. */
export function useToken(token: string) {
  csrf = token;
}

export function url(path: string, query: Record<string, string | number | undefined | null> = {}): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') fields.set(name, String(value));
  }
  const text = fields.toString();
  return ROOT + path + (text ? `?${text}` : '');
}

export async function get<T>(address: string, signal?: AbortSignal): Promise<T> {
  return read<T>(await send(address, { signal: signal ?? null, headers: { Accept: 'application/json' } }));
}

export interface Body {
  json?: unknown;
  raw?: BodyInit;
  type?: string;
  /** The same key twice does the thing once. */
  key?: string;
}

export async function post<T>(path: string, body: Body, method = 'POST'): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Hearsay-CSRF': csrf };
  headers['Content-Type'] = body.type ?? 'application/json';
  if (method === 'POST') headers['Idempotency-Key'] = body.key ?? newKey();
  const content = body.raw ?? (body.json === undefined ? null : JSON.stringify(body.json));
  return read<T>(await send(ROOT + path, { method, headers, body: content }));
}

export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

async function send(address: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'same-origin', ...options });
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new Problem(0, say.noServer);
  }
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  const body: unknown = text ? parse(text) : null;
  if (response.ok) return body as T;
  const told = (body ?? {}) as { title?: string; detail?: string; field?: string };
  throw new Problem(response.status, told.detail ?? told.title ?? say.refused(response.status), told.field);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
