/** Runs once when the server starts: settles what an earlier process left unknown, before anybody asks. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { begin } = await import("#lib/server/begin.ts");
  await begin();
}
