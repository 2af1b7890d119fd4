import { describeKills } from "../../support/enrollment/kill-suite.ts";

// A file for each database: they run side by side.
describeKills("SQLite");
