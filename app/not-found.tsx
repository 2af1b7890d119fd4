import { MissingScreen } from "#components/problem/missing-screen.tsx";

export default function NotFound() {
  return (
    <MissingScreen title="There is no such page">
      The address may be mistyped, or what it named is gone.
    </MissingScreen>
  );
}
