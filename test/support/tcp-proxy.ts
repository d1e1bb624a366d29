import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Which way bytes go: `up` to the server, `down` back to the client. */
export type Direction = 'up' | 'down';

/**
 * A wire that can be slow or lossy: it passes bytes between clients and one server, holds them back in either
 * direction until they are released, and cuts connections. What it holds has been sent as far as the sender knows.
 */
export class TcpProxy {
  private readonly links = new Set<Link>();
  private readonly held = new Set<Direction>();
  private isParted = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
    private target: { host: string; port: number },
  ) {}

  static async start(target: { host: string; port: number }): Promise<TcpProxy> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    const proxy = new TcpProxy(server, (server.address() as AddressInfo).port, target);
    server.on('connection', (client) => {
      if (proxy.isParted) client.destroy();
      else proxy.link(client, connect(proxy.target.port, proxy.target.host));
    });
    return proxy;
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  /** New connections go to another server, as after an upgrade; those there are stay. */
  retarget(target: { host: string; port: number }): void {
    this.target = target;
  }

  /** From now on bytes in this direction wait. */
  hold(direction: Direction): void {
    this.held.add(direction);
  }

  /** Lets what waited go, in its order, and whatever comes after. */
  release(direction: Direction): void {
    this.held.delete(direction);
    for (const link of this.links) link.flush(direction);
  }

  /** Bytes that wait in this direction. */
  waiting(direction: Direction): number {
    return [...this.links].reduce((sum, link) => sum + link.waiting(direction), 0);
  }

  /** Breaks every connection; what was held is lost. */
  cut(): void {
    for (const link of this.links) link.destroy();
    this.links.clear();
  }

  /** Breaks every connection, and new ones as they come, until `rejoin`. */
  part(): void {
    this.isParted = true;
    this.cut();
  }

  rejoin(): void {
    this.isParted = false;
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private link(client: Socket, server: Socket): void {
    const link = new Link(client, server, (direction) => this.held.has(direction));
    this.links.add(link);
    link.onEnd(() => this.links.delete(link));
  }
}

class Link {
  private readonly queues: Record<Direction, Buffer[]> = { up: [], down: [] };

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    isHeld: (direction: Direction) => boolean,
  ) {
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      // The end of one side ends the other; the error itself is the sender's to report.
      socket.on('error', () => undefined);
      socket.on('close', () => this.destroy());
    }
    const pass = (direction: Direction) => (bytes: Buffer) => {
      this.queues[direction].push(bytes);
      if (!isHeld(direction)) this.flush(direction);
    };
    client.on('data', pass('up'));
    server.on('data', pass('down'));
  }

  flush(direction: Direction): void {
    const target = direction === 'up' ? this.server : this.client;
    for (const bytes of this.queues[direction].splice(0)) target.write(bytes);
  }

  waiting(direction: Direction): number {
    return this.queues[direction].reduce((sum, bytes) => sum + bytes.length, 0);
  }

  onEnd(listener: () => void): void {
    this.client.once('close', listener);
  }

  destroy(): void {
    this.client.destroy();
    this.server.destroy();
  }
}
