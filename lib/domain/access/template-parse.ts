import { unescapeGoString } from "./go-string.ts";

/** What stands between `{{` and `}}`. */
export type TemplateExpression =
  | { kind: "text"; text: string }
  | { kind: "trait"; namespace: string; name: string }
  | { kind: "call"; name: string; args: readonly TemplateExpression[] };

interface Template {
  prefix: string;
  expression: TemplateExpression;
  suffix: string;
}

export type ParsedTemplate =
  | { kind: "literal"; text: string }
  | { kind: "template"; template: Template }
  | { kind: "malformed" };

const shape = /^([^{}]*)\{\{([^{}]*)\}\}([^{}]*)$/;

/** Reads a value of a role: one `{{…}}` with literal text around it, or plain text. */
export function parseTemplate(value: string): ParsedTemplate {
  const match = shape.exec(value);
  if (match === null) {
    return value.includes("{{") || value.includes("}}")
      ? { kind: "malformed" }
      : { kind: "literal", text: value };
  }
  const expression = parseExpression(match[2] ?? "");
  if (expression === null) return { kind: "malformed" };
  const template = { prefix: (match[1] ?? "").trimStart(), expression, suffix: (match[3] ?? "").trimEnd() };
  return { kind: "template", template };
}

type Token = { kind: "name" | "text" | "mark"; text: string };

const token = /\s*(?:([\p{L}_][\p{L}\p{Nd}_]*)|"((?:[^"\\\n]|\\[^\n])*)"|`([^`]*)`|([.,()[\]]))|\s*$/uy;

function tokenize(source: string): Token[] | null {
  const tokens: Token[] = [];
  const reader = new RegExp(token);
  while (reader.lastIndex < source.length) {
    const match = reader.exec(source);
    if (match === null) return null;
    const [, name, quoted, raw, mark] = match;
    if (name !== undefined) tokens.push({ kind: "name", text: name });
    else if (raw !== undefined) tokens.push({ kind: "text", text: raw });
    else if (mark !== undefined) tokens.push({ kind: "mark", text: mark });
    else if (quoted !== undefined) {
      const text = unescapeGoString(quoted);
      if (text === null) return null;
      tokens.push({ kind: "text", text });
    } else break;
  }
  return tokens;
}

function parseExpression(source: string): TemplateExpression | null {
  const tokens = tokenize(source);
  if (tokens === null) return null;
  const reader = new TokenReader(tokens);
  const expression = readExpression(reader);
  return reader.atEnd() ? expression : null;
}

class TokenReader {
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  atEnd(): boolean {
    return this.position === this.tokens.length;
  }

  take(kind: Token["kind"], text?: string): string | null {
    const next = this.tokens[this.position];
    if (next?.kind !== kind || (text !== undefined && next.text !== text)) return null;
    this.position += 1;
    return next.text;
  }
}

function readExpression(reader: TokenReader): TemplateExpression | null {
  const text = reader.take("text");
  if (text !== null) return { kind: "text", text };
  const namespace = reader.take("name");
  if (namespace === null) return null;
  if (reader.take("mark", "[") !== null) {
    const name = reader.take("text");
    if (name === null || reader.take("mark", "]") === null) return null;
    return { kind: "trait", namespace, name };
  }
  let name = namespace;
  if (reader.take("mark", ".") !== null) {
    const member = reader.take("name");
    if (member === null) return null;
    if (reader.take("mark", "(") === null) return { kind: "trait", namespace, name: member };
    name = `${namespace}.${member}`;
  } else if (reader.take("mark", "(") === null) return null;
  const args = readArguments(reader);
  return args === null ? null : { kind: "call", name, args };
}

function readArguments(reader: TokenReader): TemplateExpression[] | null {
  const args: TemplateExpression[] = [];
  if (reader.take("mark", ")") !== null) return args;
  for (;;) {
    const argument = readExpression(reader);
    if (argument === null) return null;
    args.push(argument);
    if (reader.take("mark", ")") !== null) return args;
    if (reader.take("mark", ",") === null) return null;
  }
}
