/** The run that goes on now in an enrollment. */
export interface ActiveRunView {
  id: string;
  step: string;
  startedBy: string;
  done: number;
  total: number;
  /** As in `RunView`. */
  revision: number;
}

/** When a run of any enrollment last began, went on or ended; empty: there was none. */
export interface LastMove {
  at: string;
}

/** What moves in an enrollment while somebody has one of its pages open. */
export interface EnrollmentNow {
  activeRun: ActiveRunView | null;
  /** As in `EnrollmentShellView`; null: nothing has been read. */
  readAt: string | null;
}
