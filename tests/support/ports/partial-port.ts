/** A port of which a test needs only some methods: any other call fails the test by name. */
export function partialPort<Port extends object>(name: string, methods: Partial<Port>): Port {
  return new Proxy(methods, {
    get: (target, key) => {
      if (Reflect.has(target, key)) return Reflect.get(target, key);
      if (key === "then") return undefined;
      throw new Error(`The test did not expect ${name}.${String(key)}`);
    },
  }) as Port;
}
