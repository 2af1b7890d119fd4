import { describeSchedules } from "../../support/enrollment/schedule-suite.ts";

describeSchedules(3);
