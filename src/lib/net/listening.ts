/** Why a server may not listen where it is told to. */

/** Told to the operator as it is. */
export class NotListening extends Error {
  readonly sentence = true;
  constructor(
    host: string,
    port: number,
    error: NodeJS.ErrnoException,
    settings: { host: string; port: string } = { host: 'HOST', port: 'PORT' },
  ) {
    const why: Record<string, string> = {
      EADDRINUSE: `Port ${port} is taken on ${host}, perhaps by a Carrefour that runs already: stop it, or set ${settings.port} to another.`,
      EACCES: `This user may not listen on port ${port}: set ${settings.port} to 1024 or more.`,
      EADDRNOTAVAIL: `This machine has no address ${host}: correct ${settings.host}.`,
      ENOTFOUND: `The host ${host} is not known: correct ${settings.host}.`,
    };
    super(why[error.code ?? ''] ?? `Cannot listen on ${host}:${port}: ${error.message}`);
  }
}
