/** Addresses of pages: made whole, cleaned of trackers, somebody's mail and trailing junk, or told not to be one. */
import { findContacts } from './contact.ts';

/** Browsers and servers agree on no more. */
const longest = 2000;
const tracking = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_ga|_gl|yclid|pk_\w+|mtm_\w+|xtor|at_\w+)$/i;
const host = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+(?:xn--[a-z0-9-]+|\p{L}{2,24})$/u;
/** Last parts that a host never has but a file name or a sentence has. */
const notHosts = /\.(?:jpe?g|png|gif|pdf|html?|php|docx?|xlsx?|odt|zip|txt)$/i;

/**
 * A web address in its normal form, or undefined when the text is none. A missing scheme becomes https; trackers,
 * an empty fragment and what a sentence left at the end go; an address cut short by “…” loses its last, broken part.
 */
export function readWebAddress(text: string): string | undefined {
  let address = normalise(text);
  for (let round = 0; round < 5 && address !== undefined; round++) {
    const again = normalise(address);
    if (again === address) break;
    address = again;
  }
  return address;
}

function normalise(text: string): string | undefined {
  if (text.length > longest) return undefined;
  let address = text
    .trim()
    .replace(/^[<("'«\s]+/, '')
    .replace(/[>"'»\s.,;:!)\]]+$/, (junk, at: number) =>
      text.slice(0, at).includes('(') && junk[0] === ')' ? ')' : '',
    );
  if (/^(?:mailto|tel|javascript|data|ftp|file):/i.test(address)) return undefined;
  address = address.replace(/^h?t{1,3}p{1,2}(s?)\s*[:;]?\s*[/\\]{1,3}(?=[^/\\])/i, 'http$1://');
  address = address.replace(/^\/\/(?=\S)/, 'https://');
  address = address.replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '');
  if (!/^https?:\/\//i.test(address)) address = `https://${address}`;
  if (/\s/.test(address)) return undefined;
  const cut = /(?:…|\.{3})\s*$/.test(text);
  if (cut) address = address.replace(/(?<=[^/]\/)[^/]*…?$/, '');
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  const name = url.hostname.toLowerCase();
  if (!host.test(name) || notHosts.test(name) || /^www\.[^.]+$/.test(name)) return undefined;
  for (const parameter of [...url.searchParams.keys()]) {
    const facebookOnly = /(?:^|\.)facebook\.com$/.test(name) && /^(?:ref|fref|rc|_rdr|hc_ref|__tn__)$/.test(parameter);
    const personal = url.searchParams.getAll(parameter).some(holdsPersonalMail) || holdsPersonalMail(parameter);
    if (tracking.test(parameter) || facebookOnly || personal) url.searchParams.delete(parameter);
  }
  if (url.search === '') url.search = '';
  if (url.hash === '' || url.hash === '#' || holdsPersonalMail(url.hash)) url.hash = '';
  return holdsPersonalMail(url.href) ? undefined : url.href;
}

/** An address of a page may carry somebody's mail (`?mail=jeanne@…`): it would be published with it. */
function holdsPersonalMail(part: string): boolean {
  if (!/@|%40|%2540/i.test(part)) return false;
  const plain = part.replace(/%25/gi, '%').replace(/%40/gi, '@').replace(/%2e/gi, '.');
  return findContacts(plain.replace(/[/?&=#]/g, ' ')).some(({ kind, personal }) => kind === 'mail' && personal);
}

/** What looks like an address among words: a scheme, `www.`, or a host of two parts with a path. */
const addressLike = /^[(<["'«]*(?:h?t{1,3}p{1,2}s?[:;/]|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}\/)/i;

/** The addresses in a cell, which may hold several, or words around them; the whole text when nothing looks like one. */
export function splitWebAddresses(text: string): string[] {
  const parts = text
    .replace(/(https?)\s+:\s*(?=\/\/)/gi, '$1:')
    .split(/\s+|[,;|](?=\s|https?:|www\.)|(?<=[^\s=?&:/])(?=https?:\/\/)/i)
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  if (parts.length < 2) return parts;
  const addresses = parts.filter((part) => addressLike.test(part));
  return addresses.length > 0 ? addresses : [text.trim()];
}
