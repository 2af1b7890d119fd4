import Form from "next/form";
import type { WhyView } from "#lib/domain/enrollment/why/view.ts";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/field.tsx";
import { whyHref } from "./why-words.ts";

/** Whose access to which role; the question stands in the address, so that it can be sent to somebody. */
export function WhyForm({ view }: { view: WhyView }) {
  const { integration, people, roles, given, errors, asked } = view;
  return (
    <Form action={whyHref(integration)} className="flex flex-wrap items-start gap-3">
      <div className="min-w-0 flex-1 basis-48">
        <TextInput
          label="Person"
          name="user"
          list="why-people"
          placeholder="Teleport user name"
          defaultValue={given.user}
          error={errors.user ?? undefined}
        />
        <datalist id="why-people">
          {people.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
      </div>
      <div className="min-w-0 flex-[2] basis-64">
        <TextInput
          label="Role"
          name="role"
          list="why-roles"
          placeholder="Name or ARN"
          mono
          defaultValue={given.role}
          error={errors.role ?? undefined}
        />
        <datalist id="why-roles">
          {roles.map(({ arn, name }) => (
            <option key={arn} value={arn}>
              {name}
            </option>
          ))}
        </datalist>
      </div>
      <div className="pt-6.5">
        <Button type="submit" look={asked ? "plain" : "primary"}>
          Ask
        </Button>
      </div>
    </Form>
  );
}
