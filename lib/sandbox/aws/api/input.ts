import { validationError } from "./aws-error.ts";

export interface TextRules {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

/** The parameters of one request, checked as AWS checks them: the SDK itself checks nothing. */
export class Input {
  readonly #values: URLSearchParams;

  constructor(values: URLSearchParams) {
    this.#values = values;
  }

  text(name: string, rules: TextRules = {}): string {
    const value = this.optionalText(name, rules);
    if (value === undefined) throw constraint(null, name, "Member must not be null");
    return value;
  }

  optionalText(name: string, rules: TextRules = {}): string | undefined {
    const value = this.#values.get(name);
    if (value === null) return undefined;
    checkText(value, name, rules);
    return value;
  }

  /** Absent values are null: for fields where an empty text and none differ in the state. */
  integer(name: string, min: number, max: number): number | undefined {
    const value = this.#values.get(name);
    if (value === null) return undefined;
    if (!/^-?\d+$/.test(value))
      throw validationError(`Value '${value}' at '${memberName(name)}' is not an integer`);
    const number = Number(value);
    if (number < min) {
      throw constraint(value, name, `Member must have value greater than or equal to ${min}`);
    }
    if (number > max) throw constraint(value, name, `Member must have value less than or equal to ${max}`);
    return number;
  }

  has(name: string): boolean {
    return this.#values.has(name) || this.#members(name).length > 0;
  }

  list(name: string, rules: TextRules = {}): string[] {
    return this.#members(name).map((prefix) => {
      const value = this.#values.get(prefix) ?? "";
      checkText(value, `${name}.${prefix.slice(prefix.lastIndexOf(".") + 1)}.member`, rules);
      return value;
    });
  }

  /** Lists of structures: one reader per member. */
  records(name: string): Input[] {
    return this.#members(name).map((prefix) => {
      const nested = new URLSearchParams();
      for (const [key, value] of this.#values) {
        if (key.startsWith(`${prefix}.`)) nested.append(key.slice(prefix.length + 1), value);
      }
      return new Input(nested);
    });
  }

  /** `Name.member.N` for each N that occurs, in order. */
  #members(name: string): string[] {
    const prefix = `${name}.member.`;
    const numbers = new Set<number>();
    for (const key of this.#values.keys()) {
      if (!key.startsWith(prefix)) continue;
      const number = Number.parseInt(key.slice(prefix.length), 10);
      if (number > 0) numbers.add(number);
    }
    return [...numbers].toSorted((a, b) => a - b).map((number) => `${prefix}${number}`);
  }
}

function checkText(value: string, name: string, rules: TextRules): void {
  if (rules.min !== undefined && value.length < rules.min) {
    throw constraint(value, name, `Member must have length greater than or equal to ${rules.min}`);
  }
  if (rules.max !== undefined && value.length > rules.max) {
    throw constraint(value, name, `Member must have length less than or equal to ${rules.max}`);
  }
  if (rules.pattern && !rules.pattern.test(value)) {
    const pattern = rules.pattern.source.replace(/^\^|\$$/g, "");
    throw constraint(value, name, `Member must satisfy regular expression pattern: ${pattern}`);
  }
}

function constraint(value: string | null, name: string, rule: string) {
  const shown = value === null ? "null" : `'${value.slice(0, 256)}'`;
  return validationError(
    `1 validation error detected: Value ${shown} at '${memberName(name)}' failed to satisfy constraint: ${rule}`,
  );
}

const memberName = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
