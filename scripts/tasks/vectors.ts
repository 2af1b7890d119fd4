await import("../vectors.ts");
