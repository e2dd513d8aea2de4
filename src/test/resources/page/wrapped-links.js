/** What mail scanners, mail programs and search engines make of a link, each as its maker documents or shows it. */
const b64u = (text) => Buffer.from(text).toString('base64url');
const encoded = encodeURIComponent;

/** URL Defense, version 2: % is -, / is _. */
const v2 = (url) => 'https://urldefense.proofpoint.com/v2/url?u=' + encoded(url).replace(/-/g, '%2D').replace(/_/g, '%5F')
  .replace(/%2F/g, '_').replace(/%/g, '-') + '&d=DwMFaQ&c=euGZstcaTDllvimEN8b7jXrwqOf-v5A&r=x-y_z&m=A&s=B&e=';

/** URL Defense, version 3: replaced characters stand behind; a run of them is ** and a letter. */
const v3 = (url) => {
  let replaced = '';
  const short = url.replace(/[#?&=*!%[\]]+/g, (run) => {
    replaced += run;
    return run.length === 1 ? '*' : '**' + 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[run.length - 2];
  });
  return `https://urldefense.com/v3/__${short}__;${b64u(replaced)}!!AbC123xyz!dEf-_456$`;
};

const safelinks = (url) => `https://eur01.safelinks.protection.outlook.com/?url=${encoded(url)}&data=05%7C02%7Cname%40example.org%7C`
  + '&sdata=AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfG%3D&reserved=0';

const quotedPrintable = (text, width) => text.replace(/=/g, '=3D').replace(new RegExp(`.{${width - 1}}`, 'g'), '$&=\r\n');
const cut = (text, at, between) => text.slice(0, at) + between + text.slice(at);

export const wrappers = {
  plain: (url) => url,
  inASentence: (url) => `Open (${url}). Then call.`,
  inAngleBrackets: (url) => `Open <${url}>now`,
  inQuotes: (url) => `"${url}"`,
  inMarkdown: (url) => `[link](${url})`,
  inHtml: (url) => `<a href="${url.replace('#', '&#35;')}">open</a>`,
  twiceTheSame: (url) => `${url}\n<${safelinks(url)}>`,
  withTracking: (url) => url + '?utm_source=mail',
  followed: (url) => url + '\r\n\r\nMet vriendelijke groet',
  fragmentAlone: (url) => url.replace(/.*#/, '#'),
  secretAlone: (url) => url.replace(/.*#/, '\n'),
  hash23: (url) => url.replace('#', '%23'),
  hash2523: (url) => url.replace('#', '%2523'),
  hash252523: (url) => url.replace('#', '%252523'),
  v1: (url) => `https://urldefense.proofpoint.com/v1/url?u=${encoded(url)}&k=oIvRg1%2BdGAgOoM1BIlLLqw%3D%3D%0A&r=x`,
  v2, v3,
  v2OfV2: (url) => v2(v2(url)),
  v3OfV3: (url) => v3(v3(url)),
  v3OfV2: (url) => v3(v2(url)),
  safelinks,
  safelinksOfV3: (url) => safelinks(v3(url)),
  v2OfSafelinks: (url) => v2(safelinks(url)),
  v3OfSafelinks: (url) => v3(safelinks(url)),
  thrice: (url) => `https://a.example/?u=${encoded(`https://b.example/?u=${encoded(`https://c.example/?u=${encoded(url)}&x=1`)}`)}`,
  barracuda: (url) => `https://linkprotect.cudasvc.com/url?a=${encoded(url).replace(/%../g, (hex) => hex.toLowerCase())}&c=E,1,x-y&typo=1`,
  google: (url) => `https://www.google.com/url?q=${url.replace('#', '%23')}&sa=D&source=editors&ust=1799744400&usg=AOvVaw0`,
  cisco: (url) => `https://secure-web.cisco.com/1abcDEF_-ghi/${encoded(url)}`,
  sophos: (url) => `https://eu-west-1.protection.sophos.com/?d=example.org&u=${Buffer.from(url).toString('base64')}&i=x&t=y&h=z`,
  bing: (url) => `https://www.bing.com/ck/a?!&&p=abc&u=a1${b64u(url)}&ntb=1`,
  zeroWidthSpaces: (url) => [...url].join('\u200b'),
  softHyphen: (url) => cut(url, -20, '\u00ad'),
  marks: (url) => `\u200f${url}\u200e\ufeff`,
  brokenOnce: (url) => cut(url, -20, '\r\n'),
  brokenTwice: (url) => cut(cut(url, -10, '\n'), -31, '\n') + '\n\nGroet',
  brokenAtTheHash: (url) => url.replace('#', '#\n'),
  flowed: (url) => cut(url, -20, ' \n'),
  quoted: (url) => `> ${cut(url, -20, '\n> ')}\n> Groet, Anna`,
  quotedTwice: (url) => `>> ${cut(url, -20, '\n>> ')}`,
  quotedByBars: (url) => `| ${cut(url, -20, '\n| ')}`,
  quotedInAngleBrackets: (url) => `> <${cut(url, -20, '\n> ')}>\n> Groet, Anna`,
  quotedSafelinks: (url) => `> ${cut(safelinks(url), 76, '\n> ')}`,
  quotedV2: (url) => `> ${cut(v2(url), 70, '\n> ')}`,
  brokenV3: (url) => cut(v3(url), 70, '\n'),
  softBreaks: (url) => quotedPrintable(`De link: ${url}`, 50),
  softBreaksOfSafelinks: (url) => quotedPrintable(safelinks(url), 76),
  softBreaksOfV2: (url) => quotedPrintable(v2(url), 50),
  softBreaksOfV3: (url) => quotedPrintable(v3(url), 50),
  hashAsHex: (url) => url.replace('#', '=23'),
};

/** What no secret is to be found in. */
export const nothing = [
  (url) => url.slice(0, -1), (url) => url + 'A', (url) => url.slice(0, -5) + '\n\nGroet van Anna', (url) => `<${url.slice(0, -8)}>Kind regards`,
  (url) => safelinks(url.slice(0, -3)), (url) => v2(url.slice(0, -3)), (url) => v3(url.slice(0, -3)), (url) => url.replace('#', ''),
  (url) => `${url} ${url.replace(/#./, (start) => (start === '#A' ? '#B' : '#A'))}`, () => '', () => '#', () => 'https://example.org/',
  () => 'https://protect-eu.mimecast.com/s/abcDEFghijklMNOPqrstUVWxyz0123456789AbCdEfG?domain=example.org',
];
