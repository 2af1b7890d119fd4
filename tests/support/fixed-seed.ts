import fc from "fast-check";

// In CI every property runs the same cases each time, so that what has passed passes; everywhere else they are new.
if (process.env.CI) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_122 });
