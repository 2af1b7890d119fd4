import { MissingScreen } from "#components/problem/missing-screen.tsx";

export default function NotFound() {
  return (
    <MissingScreen title="There is no such enrollment">
      Teleport has no integration of this name and this app has no draft of it, or the run that the address
      names belongs to another enrollment. It may have been removed.
    </MissingScreen>
  );
}
