import { streamRun } from "#lib/server/run-stream.ts";

export const dynamic = "force-dynamic";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ integration: string; id: string }> },
): Promise<Response> {
  const { integration, id } = await params;
  return await streamRun(request, integration, id);
}
