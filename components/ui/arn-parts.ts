/** No sign of the sentence around it belongs to an ARN. */
const arn = /(\barn:aws[\w-]*:[^\s,;()]*[^\s,;().:])/;

/** The words and the ARNs of a sentence in turn, words first. */
export function arnParts(text: string): readonly string[] {
  return text.split(arn);
}
