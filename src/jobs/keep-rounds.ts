/** What comes round while a site is served, in its own program: short work, which no queue has to share out. */
import type { Round } from '#connect/open-connect.ts';

/** Begins them, when those are done that are wanted at the start. A round that fails is told, and comes again. */
export async function keepRounds(
  rounds: readonly Round[],
  failed: (error: unknown, what: string) => void,
): Promise<{ stop(): void }> {
  const kept = await Promise.all(
    rounds.map(async (round) => {
      const go = () => round.work().catch((error: unknown) => failed(error, round.failed));
      if (round.atStart) await go();
      return setInterval(go, round.every);
    }),
  );
  return { stop: () => kept.forEach(clearInterval) };
}
