import type { Observation } from "../observation.ts";
import { perObservation } from "../per-observation.ts";
import { stepIds, type StepState } from "../step.ts";
import { steps } from "./steps.ts";

/** All six steps in the guide's order, each as the systems stand. */
export const stepStates: (o: Observation) => readonly StepState[] = perObservation((o) =>
  stepIds.map((id) => steps[id].state(o)),
);
