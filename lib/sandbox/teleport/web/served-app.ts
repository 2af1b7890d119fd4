/** An application on this machine that the cluster serves at an address of its own. */
export interface ServedApp {
  name: string;
  /** Its public host in the cluster: what launch links name. */
  host: string;
  /** Where the application itself is reached, and the audience of its tokens. */
  target: string;
  /** Where browsers reach it; known once the port is. */
  url(): string;
}
