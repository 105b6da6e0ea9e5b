/** Which IP addresses belong to the public internet. */
import { BlockList, isIP, isIPv4 } from 'node:net';

/** Not globally reachable, by the IANA special-purpose registries (RFC 6890 and later), and multicast. */
const closed4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Of IPv6 only 2000::/3 is given out; inside it stand ranges for documentation and for tunnels into IPv4. */
const open6 = [['2000::', 3]] as const;
const closed6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const listOf = (ranges: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family);
  return list;
};
const [isClosed4, isOpen6, isClosed6] = [listOf(closed4, 'ipv4'), listOf(open6, 'ipv6'), listOf(closed6, 'ipv6')];

/** Never a partner's, whoever allows it: this host, link-local (where clouds keep their secrets), multicast, broadcast. */
const never4 = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
/** fd00:ec2::254 is the link-local 169.254.169.254 of a cloud under another name. */
const local6 = [
  ['::1', 128],
  ['fc00::', 7],
] as const;
const never6 = [['fd00:ec2::', 32]] as const;
const [isNever4, isLocal6, isNever6] = [listOf(never4, 'ipv4'), listOf(local6, 'ipv6'), listOf(never6, 'ipv6')];

/** Public, or in one of the ranges of a house (loopback, RFC 1918, unique local), for hosts that are allowed by name. */
export function isLocalAddress(address: string): boolean {
  const bare = address.split('%')[0]!;
  if (isIPv4(bare)) return !isNever4.check(bare, 'ipv4');
  if (isIP(bare) !== 6) return false;
  return isPublicAddress(bare) || (isLocal6.check(bare, 'ipv6') && !isNever6.check(bare, 'ipv6'));
}

/** True for an address that anybody on the internet could reach; false for what is no address at all. */
export function isPublicAddress(address: string): boolean {
  const bare = address.split('%')[0]!;
  if (isIPv4(bare)) return !isClosed4.check(bare, 'ipv4');
  if (isIP(bare) !== 6) return false;
  return isOpen6.check(bare, 'ipv6') && !isClosed6.check(bare, 'ipv6');
}
