const addressSpec = /^([^\s"(),:;<>@[\\\]]+)@[^\s"(),:;<>@\\]+$/u;
const namedAddress = /^[^<>]*<([^<>]+)>$/;

/** The part before the `@` of `a@b` or `Name <a@b>`; null where there is none (Teleport then drops the template). */
export function emailLocal(value: string): string | null {
  const trimmed = value.trim();
  const address = namedAddress.exec(trimmed)?.[1] ?? trimmed;
  const local = addressSpec.exec(address)?.[1];
  if (local === undefined || local.startsWith(".") || local.endsWith(".") || local.includes(".."))
    return null;
  return local;
}
