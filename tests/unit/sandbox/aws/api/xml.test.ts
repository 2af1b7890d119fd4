import { XMLParser, XMLValidator } from "fast-xml-parser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeDocument, errorXml, escapeXml, responseXml, XmlMap } from "#lib/sandbox/aws/api/xml.ts";

const parser = new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true });

describe("answers in XML", () => {
  it("wrap members, maps and results as AWS does", () => {
    const output = {
      Names: ["a", "b"],
      Empty: [],
      Map: new XmlMap({ Roles: 3 }),
      IsTruncated: false,
      Absent: undefined,
    };
    expect(responseXml("iam", "ListX", output, "id-1")).toBe(
      '<ListXResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListXResult>' +
        "<Names><member>a</member><member>b</member></Names><Empty></Empty>" +
        "<Map><entry><key>Roles</key><value>3</value></entry></Map><IsTruncated>false</IsTruncated>" +
        "</ListXResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></ListXResponse>",
    );
  });

  it("say whose fault an error is", () => {
    const xml = (status: number) => errorXml("sts", { code: "X", status, message: "m" }, "id");
    expect(xml(404)).toContain("<Type>Sender</Type>");
    expect(xml(503)).toContain("<Type>Receiver</Type>");
  });

  it("stay well-formed with any text, and give back any that XML can carry", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const xml = responseXml("iam", "X", { Text: text }, "id");
        expect(XMLValidator.validate(xml)).toBe(true);
        const read: { XResponse: { XResult: { Text: string } } } = parser.parse(xml);
        expect(escapeXml(read.XResponse.XResult.Text)).toBe(escapeXml(text));
      }),
    );
  });

  it("carry documents percent-encoded, so that decodeURIComponent gives them back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(encodeDocument(text)).toMatch(/^[A-Za-z0-9%._~-]*$/);
        expect(decodeURIComponent(encodeDocument(text))).toBe(text);
      }),
    );
  });
});
