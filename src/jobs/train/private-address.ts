/** Which addresses are of a network of one's own: what a catalog names must not make the program ask there. */
import { BlockList, isIP } from 'node:net'

const PUBLIC_V6 = new BlockList()
PUBLIC_V6.addSubnet('2000::', 3, 'ipv6')

const CLOSED = new BlockList()
for (const [net, bits] of [
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
  ['224.0.0.0', 3],
] as const)
  CLOSED.addSubnet(net, bits, 'ipv4')
// Of the addresses that are public otherwise: documentation, and forms that carry an address of version 4.
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  CLOSED.addSubnet(net, bits, 'ipv6')

/**
 * Private, local, link-local, shared, multicast, reserved and documentation addresses; of version 6, all that are not
 * global unicast.
 *
 * @param address  of version 4 or 6; anything else counts as private
 * @source the IANA registries of special-purpose addresses (RFC 6890)
 */
export const isPrivateAddress = (address: string): boolean => {
  const version = isIP(address)
  if (version === 4) return CLOSED.check(address, 'ipv4')
  return version !== 6 || !PUBLIC_V6.check(address, 'ipv6') || CLOSED.check(address, 'ipv6')
}
