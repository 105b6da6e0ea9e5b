/** Addresses of pages: made whole, cleaned of trackers and trailing junk, or told not to be one. */

const tracking = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_ga|_gl|yclid|pk_\w+|mtm_\w+|xtor|at_\w+)$/i;
const host = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+(?:xn--[a-z0-9-]+|\p{L}{2,24})$/u;
/** Last parts that a host never has but a file name or a sentence has. */
const notHosts = /\.(?:jpe?g|png|gif|pdf|html?|php|docx?|xlsx?|odt|zip|txt)$/i;

/**
 * A web address in its normal form, or undefined when the text is none. A missing scheme becomes https; trackers,
 * an empty fragment and what a sentence left at the end go; an address cut short by “…” loses its last, broken part.
 */
export function readWebAddress(text: string): string | undefined {
  let address = text
    .trim()
    .replace(/^[<("'«\s]+/, '')
    .replace(/[>"'»\s]+$/, '');
  if (/^(?:mailto|tel|javascript|data|ftp|file):/i.test(address)) return undefined;
  address = address.replace(/^(https?):?[/\\]{1,3}(?=[^/\\])/i, '$1://').replace(/^\/\/(?=\S)/, 'https://');
  address = address.replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '');
  if (!/^https?:\/\//i.test(address)) address = `https://${address}`;
  if (/\s/.test(address)) return undefined;
  const cut = /(?:…|\.{3})$/.test(address);
  if (cut) address = address.replace(/[^/]*(?:…|\.{3})$/, '');
  address = address.replace(/[.,;:!)\]]+$/, (junk) => (junk.startsWith(')') && address.includes('(') ? junk : ''));
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  const name = url.hostname.toLowerCase();
  if (!host.test(name) || notHosts.test(name) || /^www\.[^.]+$/.test(name)) return undefined;
  for (const parameter of [...url.searchParams.keys()]) {
    const facebookOnly = /(?:^|\.)facebook\.com$/.test(name) && /^(?:ref|fref|rc|_rdr|hc_ref|__tn__)$/.test(parameter);
    if (tracking.test(parameter) || facebookOnly) url.searchParams.delete(parameter);
  }
  if (url.search === '') url.search = '';
  if (url.hash === '' || url.hash === '#') url.hash = '';
  return url.href;
}

/** Every address in a cell, which may hold several: separated by spaces, commas, semicolons or lines. */
export function splitWebAddresses(text: string): string[] {
  return text
    .split(/[\s]+|[,;|](?=\s|https?:|www\.)|(?<=\S)(?=https?:\/\/)/i)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
}
