import { describe, expect, it } from "vitest";
import { enrollmentHref, runHref, stepHref } from "#components/enrollment/step-words.ts";

describe("addresses", () => {
  it("survive names of older integrations", () => {
    expect(stepHref("Acme/Prod.1", "trust")).toBe("/enroll/Acme%2FProd.1/trust");
    expect(enrollmentHref("Acme/Prod.1")).toBe("/enroll/Acme%2FProd.1");
    expect(runHref("a b", "run 1")).toBe("/enroll/a%20b/runs/run%201");
  });
});
