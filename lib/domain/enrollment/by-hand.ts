/** One way of doing a change by hand: text to copy or to download. */
export interface ByHandPart {
  /** `aws` command lines, `tctl` lines, a JSON or YAML document, Terraform's language. */
  format: "shell" | "json" | "yaml" | "hcl";
  title: string;
  /** File name for the download. */
  fileName: string;
  content: string;
}

export interface ByHand {
  /** What these lines do, one sentence. */
  summary: string;
  parts: readonly ByHandPart[];
}
