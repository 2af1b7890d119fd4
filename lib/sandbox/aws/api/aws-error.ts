/** An answer that AWS would give: code, HTTP status and words are its own. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = "AwsError";
    this.code = code;
    this.status = status;
  }
}

export const validationError = (message: string) => new AwsError("ValidationError", 400, message);
export const invalidInput = (message: string) => new AwsError("InvalidInput", 400, message);
export const malformed = (message: string) => new AwsError("MalformedPolicyDocument", 400, message);
export const limitExceeded = (message: string) => new AwsError("LimitExceeded", 409, message);
export const alreadyExists = (message: string) => new AwsError("EntityAlreadyExists", 409, message);
export const noSuchEntity = (message: string) => new AwsError("NoSuchEntity", 404, message);
export const deleteConflict = (message: string) => new AwsError("DeleteConflict", 409, message);
export const accessDenied = (message: string) => new AwsError("AccessDenied", 403, message);
export const throttling = () => new AwsError("Throttling", 400, "Rate exceeded");

export const quotaExceeded = (quota: string, value: number) =>
  limitExceeded(`Cannot exceed quota for ${quota}: ${value}`);

export const unmodifiable = (roleName: string) =>
  new AwsError(
    "UnmodifiableEntity",
    400,
    `Cannot perform the operation on the protected role '${roleName}' - this role is only modifiable by AWS`,
  );
