/** The process of `courier-apart.ts`: carries what it is given, and ends when nobody is left to give, with nothing in hand. */
import { smtpCarrier } from './carrier.ts';
import { type Courier, courierWith } from './courier.ts';
import type { CourierOptions, FromCourier, ToCourier } from './courier-apart.ts';
import { openHandedOver } from './handed-over.ts';

let courier: Courier | undefined;
let inHand = 0;

// What tells the program to stop is often told to all around it: the program lets go when it has stopped.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
process.title = 'carrefour mail';
process.on('message', (message: ToCourier) => {
  if ('be' in message) courier = begin(message.be);
  else void carry(message.load);
});
process.on('disconnect', endIfDone);

function begin({ smtp, folder, boot }: CourierOptions): Courier {
  const log = {
    error: (fields: object, message: string) => tell({ log: { fields, message } }),
  };
  const carrier = smtpCarrier(smtp);
  const handed = folder === undefined ? undefined : openHandedOver({ folder, boot, now: () => new Date(), log });
  tell({ isReady: true });
  return courierWith(carrier, handed);
}

async function carry({ mail, attempt, parcel }: Extract<ToCourier, { load: unknown }>['load']): Promise<void> {
  inHand++;
  const brought = await courier!.carry({ mail, attempt, parcel });
  inHand--;
  tell({ brought, mail, attempt });
  endIfDone();
}

function tell(message: FromCourier): void {
  if (process.connected) process.send!(message, () => {});
}

function endIfDone(): void {
  if (process.connected || inHand > 0) return;
  courier?.close();
  process.exit();
}
