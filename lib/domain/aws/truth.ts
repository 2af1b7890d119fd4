/** What can be said with what is known here. */
export type Truth = true | false | "unknown";

export function both(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : "unknown";
}

export function allOf(values: readonly Truth[]): Truth {
  return values.reduce<Truth>(both, true);
}

export function anyOf(values: readonly Truth[]): Truth {
  return not(allOf(values.map(not)));
}

export function not(value: Truth): Truth {
  return value === "unknown" ? value : !value;
}

/** The one answer that all possibilities give, else unknown. */
export function agreed(values: readonly Truth[]): Truth {
  const [first, ...rest] = values;
  return first !== undefined && rest.every((value) => value === first) ? first : "unknown";
}
