/** Of a host as URL spells it. */
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The gateway's address as browsers spell an origin. Links that began with anything else would lead nowhere, and a client
 * key in plain HTTP would be everybody's.
 *
 * @throws TypeError if it is anything else
 */
export function originOf(publicUrl) {
  const { protocol, hostname, origin, href } = new URL(publicUrl);
  const secure = protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
  if (!secure || href !== `${origin}/`) {
    throw new TypeError('the public URL is https (or http to loopback), host and port, and nothing behind them');
  }
  return origin;
}
