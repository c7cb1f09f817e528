// Asks the program. What it refuses is a Refused with its sentence and the fields it means; when no answer comes, nobody
// knows whether a change was made, and that is a Silent.
import { tag } from "./words.js";

export class Silent extends Error {}

export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail || problem?.title || `HTTP ${status}`);
    this.status = status;
    this.errors = problem?.errors ?? [];
  }
}

// `wants` is the type of the answer; `match` the version that is edited; `key` makes sending again safe.
export async function ask(method, path, { body, wants = "application/json", match, key, signal } = {}) {
  const headers = { "Accept": wants, "Accept-Language": tag() };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (match) headers["If-Match"] = match;
  if (key) headers["Idempotency-Key"] = key;
  const limit = AbortSignal.timeout(method === "GET" ? 8000 : 30000);
  let response, content;
  try {
    response = await fetch(path, {
      method, headers, cache: "no-store", body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal && AbortSignal.any ? AbortSignal.any([signal, limit]) : limit,
    });
    content = response.ok && !wants.includes("json") ? await response.blob() : await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Silent(error.message);
  }
  if (typeof content === "string") {
    try { content = JSON.parse(content); } catch {
      if (response.ok) throw new Silent("no JSON");
      content = null;
    }
  }
  if (!response.ok) throw new Refused(response.status, content);
  return { content, tag: response.headers.get("ETag") };
}

export function new_key() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
