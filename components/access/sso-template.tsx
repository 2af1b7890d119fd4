import type { AccessStepView } from "#lib/domain/enrollment/views.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { DownloadButton } from "#components/ui/download-button.tsx";

/** SSO users get their ARNs from the identity provider: by a role that reads them, and a mapping there. */
export function SsoTemplate({ template }: { template: AccessStepView["ssoTemplate"] }) {
  return (
    <section
      id="sso"
      tabIndex={-1}
      aria-labelledby="sso-title"
      className="min-w-0 scroll-mt-4 rounded-[10px] border border-line bg-card outline-none"
    >
      <h2 id="sso-title" className="border-b border-line px-4 py-3 font-medium">
        People who sign in through SSO
      </h2>
      <div className="space-y-3 p-4">
        <p className="prose-width whitespace-pre-line text-mute">{template.words}</p>
        <CodeBlock
          code={template.yaml}
          label={template.fileName}
          actions={<DownloadButton text={template.yaml} fileName={template.fileName} />}
        />
        <CodeBlock code={`tctl create -f ${template.fileName}`} label="Command" />
      </div>
    </section>
  );
}
