"use client";

import { useState, type FormEvent } from "react";
import { regionPattern, servicePattern, type ConsolePage } from "#lib/domain/portal/links.ts";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/field.tsx";

interface ConsolePageFormProps {
  page: ConsolePage | null;
  onChange: (page: ConsolePage | null) => void;
}

/** Where a second link beside Console shall lead. */
export function ConsolePageForm({ page, onChange }: ConsolePageFormProps) {
  const [service, setService] = useState(page?.service ?? "");
  const [region, setRegion] = useState(page?.region ?? "");
  const [tried, setTried] = useState(false);
  const serviceError = servicePattern.test(service)
    ? undefined
    : "The service as console addresses name it, for example ec2.";
  const regionError = regionPattern.test(region) ? undefined : "A region, for example eu-west-1.";
  const [said, setSaid] = useState("");

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (serviceError || regionError) return;
    onChange({ service, region });
    setSaid("Kept: the link stands beside Console.");
  };
  const clear = () => {
    setService("");
    setRegion("");
    setTried(false);
    onChange(null);
    setSaid("Removed.");
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-3">
      <p className="text-mute">
        A launch always lands on the console’s first page. A second link can lead to the page that you use: it
        opens in the console session of this browser, so launch first.
      </p>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextInput
          label="Service"
          mono
          value={service}
          error={tried ? serviceError : undefined}
          onChange={(event) => setService(event.target.value.trim().toLowerCase())}
        />
        <TextInput
          label="Region"
          mono
          value={region}
          error={tried ? regionError : undefined}
          onChange={(event) => setRegion(event.target.value.trim().toLowerCase())}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2.5">
        <Button type="submit" size="small">
          Keep this link
        </Button>
        {page ? (
          <Button size="small" look="quiet" onClick={clear}>
            Remove it
          </Button>
        ) : null}
        <output className="text-sm text-mute">{said}</output>
      </div>
    </form>
  );
}
