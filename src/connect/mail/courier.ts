/** Carries claimed mails and writes into the journal how far each has come, before anybody else is told. */
import type { Carried, Carrier, Parcel } from './carrier.ts';
import type { HandedOver } from './handed-over.ts';

/** A mail, claimed for the how-manieth time. */
export interface Load {
  mail: string;
  attempt: number;
  parcel: Parcel;
}

/** `unknown`: who carried it died. What the journal says of it is believed once the claim lapses. */
export type Brought = Carried | { is: 'unknown'; why: string };

export interface Courier {
  /** How many are carried at once: more would only wait. */
  atOnce: number;
  carry(load: Load): Promise<Brought>;
  close(): void;
}

/** In this process. Without a journal, what is in hand at a kill goes again. */
export function courierWith(carrier: Carrier, handed?: HandedOver): Courier {
  return {
    atOnce: carrier.atOnce,
    async carry({ mail, attempt, parcel }) {
      const note = handed?.ready(mail, attempt);
      let hasLeft = false;
      const carried = await carrier.carry(parcel, () => {
        note?.();
        hasLeft = true;
      });
      if (hasLeft || carried.is === 'sent') handed?.answered(mail, attempt, carried.is);
      return carried;
    },
    close() {
      carrier.close();
      handed?.close();
    },
  };
}
