/** Whether the host names this very machine: `localhost`, 127.0.0.0/8, ::1, in any spelling that URL accepts. */
export function isLoopbackHost(host: string): boolean {
  const name = host
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    name === "::1" ||
    /^::ffff:7f[0-9a-f]{2}:/.test(name) ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}

/** Hosts that mean "some machine": every app behind some agent could have the same. */
function isUnspecificHost(host: string): boolean {
  return ["0.0.0.0", "[::]", "host.docker.internal", "gateway.docker.internal"].includes(host);
}

/** The forms of a Host header for the address: some clients write the default port, some leave it out. */
export function hostForms(address: string): readonly string[] {
  const { host, hostname, port, protocol } = new URL(address);
  return port === "" ? [host, `${hostname}:${protocol === "https:" ? 443 : 80}`] : [host];
}

function parse(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const bare = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return bare && (url.protocol === "http:" || url.protocol === "https:") ? url : null;
}

/**
 * What is wrong with TELEPORT_APP_URI, in words; null: nothing. It is the audience of the assertions: were it the
 * address of two apps, whoever runs the other one could use the assertions of its visitors here.
 */
export function appUriProblem(uri: string, bindsToLoopback: boolean): string | null {
  const url = parse(uri);
  if (!url) return "It must be the uri of the app in Teleport, such as http://aws-access.internal:3000.";
  if (isUnspecificHost(url.host.replace(/:\d+$/, ""))) {
    return `The host ${url.hostname} names no machine: give the app's uri in Teleport a host of its own.`;
  }
  if (isLoopbackHost(url.hostname) && !bindsToLoopback) {
    return (
      "A loopback address is the uri of many apps, and the app listens beyond loopback: give its uri in Teleport a " +
      "host of its own, or listen on loopback."
    );
  }
  return null;
}

/** What is wrong with APP_ORIGIN, in words; null: nothing. */
export function appOriginProblem(origin: string): string | null {
  const url = parse(origin);
  if (!url || url.origin !== origin.replace(/\/$/, "")) {
    return "It must be the address at which people reach the app, such as https://aws-access.teleport.example.com.";
  }
  if (url.protocol === "http:" && !isLoopbackHost(url.hostname)) {
    return "Teleport serves applications over https: only an address of this machine may begin with http.";
  }
  return null;
}
