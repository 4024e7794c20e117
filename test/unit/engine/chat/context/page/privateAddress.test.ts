import assert from 'node:assert/strict';
import { isPrivateAddress } from '../../../../../../src/engine/chat/context/page/privateAddress';

describe('isPrivateAddress', () => {
  it('is true for this machine, private networks, links, protocols and what is no address', () => {
    for (const address of [
      ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
      ...['169.254.169.254', '100.64.0.1', '192.0.0.8', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
      ...['::', '::1', '[::1]', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12::1', 'ff02::1', 'fec0::1'],
      ...['::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '64:ff9b::a00:1', '2002:7f00:1::', '2002:c0a8:101::1'],
      ...['', 'localhost', '1.2.3', '0x7f.1'],
    ])
      assert.equal(isPrivateAddress(address), true, address);
  });

  it('is false for the public internet', () => {
    for (const address of [
      '8.8.8.8',
      '172.32.0.1',
      '100.128.0.1',
      '2606:4700::1111',
      '::ffff:8.8.8.8',
      '64:ff9b::808:808',
    ])
      assert.equal(isPrivateAddress(address), false, address);
  });
});
