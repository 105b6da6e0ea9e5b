/** Draws the steps that property tests take. */
import fc from 'fast-check';
import type { Verdict } from '../matter.ts';
import type { Step, Texts } from './step.ts';

const texts: fc.Arbitrary<Texts> = fc.record({ lead: fc.boolean(), changes: fc.boolean() });
const rank = fc.nat(30);
const collection = fc.constantFrom('own' as const, 'shared' as const);
const writer = fc.constantFrom('ana' as const, 'bob' as const);
const verdict = fc.constantFrom<Verdict[]>('accept', 'accept', 'accept', 'accept', 'refuse', 'ask');
const by = fc.constantFrom('eve' as const, 'nobody' as const, 'another nobody' as const);
const visibility = fc.constantFrom('public' as const, 'public' as const, 'private' as const);
const what = fc.constantFrom('need' as const, 'meeting' as const);
const who = fc.constantFrom('ana' as const, 'bob' as const, 'eve' as const);

const step = <Does extends Step['does'], Rest extends object>(
  weight: number,
  does: Does,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) => ({ weight, arbitrary: fc.record({ does: fc.constant(does), ...rest }) });

/** Curators' acts outweigh the others: what is decided again and taken back in turn is where an order can go wrong. */
export const anyStep = fc.oneof(
  step(6, 'describe', { collection, writer, texts }),
  step(6, 'note', { collection, writer, on: writer, says: fc.boolean() }),
  step(4, 'share', { collection, visibility }),
  step(6, 'propose', { texts }),
  step(2, 'announce', { writer, what }),
  step(2, 'take away', { writer, rank }),
  step(12, 'report', { rank, by, accepted: fc.boolean() }),
  step(28, 'decide', { rank, verdict }),
  step(18, 'undo', { rank }),
  step(1, 'leave', { writer }),
  step(2, 'join', { writer }),
  step(3, 'delete', { who }),
) as fc.Arbitrary<Step>;
