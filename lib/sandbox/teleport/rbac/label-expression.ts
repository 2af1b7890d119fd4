import { matchesPattern } from "./pattern.ts";
import type { Labels } from "./access.ts";
import type { Traits } from "./template.ts";

type Value = boolean | string | readonly string[];

interface Scope {
  labels: Labels;
  traits: Traits;
}

type Token = { kind: "text"; text: string } | { kind: "word"; text: string };

const lexeme = /\s*(?:(?<text>"(?:[^"\\]|\\.)*")|(?<word>&&|\|\||==|!=|[!()[\],]|[A-Za-z_][\w.]*))/y;

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < source.trimEnd().length) {
    const groups = lexeme.exec(source)?.groups;
    if (!groups) throw new SyntaxError("This part of the expression is not known.");
    const { text, word } = groups;
    tokens.push(
      text === undefined ? { kind: "word", text: word ?? "" } : { kind: "text", text: JSON.parse(text) },
    );
  }
  return tokens;
}

/** A parser that evaluates as it goes: the language has no loops and no effects. */
class Evaluator {
  readonly #tokens: Token[];
  readonly #scope: Scope;
  #at = 0;

  constructor(tokens: Token[], scope: Scope) {
    this.#tokens = tokens;
    this.#scope = scope;
  }

  run(): boolean {
    const value = this.#or();
    if (this.#at < this.#tokens.length || typeof value !== "boolean")
      throw new SyntaxError("Not a condition.");
    return value;
  }

  #isNext(word: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "word" || token.text !== word) return false;
    this.#at += 1;
    return true;
  }

  #expect(word: string): void {
    if (!this.#isNext(word)) throw new SyntaxError(`Expected ${word}.`);
  }

  #or(): Value {
    let left = this.#and();
    while (this.#isNext("||")) left = [asBoolean(left), asBoolean(this.#and())].includes(true);
    return left;
  }

  #and(): Value {
    let left = this.#comparison();
    while (this.#isNext("&&")) left = ![asBoolean(left), asBoolean(this.#comparison())].includes(false);
    return left;
  }

  #comparison(): Value {
    const left = this.#primary();
    if (this.#isNext("==")) return asString(left) === asString(this.#primary());
    if (this.#isNext("!=")) return asString(left) !== asString(this.#primary());
    return left;
  }

  #primary(): Value {
    if (this.#isNext("!")) return !asBoolean(this.#primary());
    if (this.#isNext("(")) {
      const inner = this.#or();
      this.#expect(")");
      return inner;
    }
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (!token) throw new SyntaxError("The expression ends too early.");
    return token.kind === "text" ? token.text : this.#named(token.text);
  }

  #named(name: string): Value {
    if (this.#isNext("[")) {
      const key = asString(this.#or());
      this.#expect("]");
      if (name === "labels") return this.#scope.labels[key] ?? "";
      if (name === "user.spec.traits") return this.#scope.traits[key] ?? [];
      throw new SyntaxError(`${name} is not known.`);
    }
    this.#expect("(");
    const parameters: Value[] = [];
    while (!this.#isNext(")")) {
      if (parameters.length > 0) this.#expect(",");
      parameters.push(this.#or());
    }
    return call(name, parameters, this.#scope);
  }
}

function asBoolean(value: Value): boolean {
  if (typeof value !== "boolean") throw new SyntaxError("A condition was expected.");
  return value;
}

function asString(value: Value | undefined): string {
  if (typeof value !== "string") throw new SyntaxError("A string was expected.");
  return value;
}

function asList(value: Value | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) throw new SyntaxError("A list was expected.");
  return value;
}

function call(name: string, [first, second]: Value[], { labels }: Scope): Value {
  switch (name) {
    case "contains":
      return asList(first).includes(asString(second));
    case "contains_any":
      return asList(first).some((item) => asList(second).includes(item));
    case "labels_matching":
      return Object.entries(labels).flatMap(([key, value]) =>
        matchesPattern(asString(first), key) ? [value] : [],
      );
    case "regexp.match":
      return asList(first).some((item) => matchesPattern(asString(second), item));
    case "strings.lower":
      return asList(first).map((item) => item.toLowerCase());
    case "strings.upper":
      return asList(first).map((item) => item.toUpperCase());
    default:
      throw new SyntaxError(`${name} is not known.`);
  }
}

/** Evaluates the common part of Teleport's predicate language; null if the expression goes beyond it. */
export function evaluateLabelExpression(source: string, labels: Labels, traits: Traits): boolean | null {
  try {
    return new Evaluator(tokenize(source), { labels, traits }).run();
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
