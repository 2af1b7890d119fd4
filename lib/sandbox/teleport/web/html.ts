/** Text that is already safe to put into a page. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const replacements: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function render(value: Html | readonly Html[] | string | number): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map((part: Html) => part.text).join("");
  return String(value).replaceAll(/[&<>"']/g, (character) => replacements[character] ?? "");
}

/** Builds HTML from a template; every value that is not Html itself is escaped. */
export function html(
  strings: TemplateStringsArray,
  ...values: (Html | readonly Html[] | string | number)[]
): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(render)));
}
