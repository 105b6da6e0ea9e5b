/** What a server can do wrong, one case each: what it answers, what the run comes to, what is told. For the test and the bench. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSocketServer, type Socket, type Server as SocketServer } from 'node:net';
import { createGzip, gzipSync } from 'node:zlib';

export interface HostileCase {
  name: string;
  /** How it answers by HTTP; `visit` counts the questions since the case began. */
  answer?: (response: ServerResponse, request: IncomingMessage, visit: number) => void;
  /** It does not speak HTTP: what it does with a connection. */
  socket?: (socket: Socket) => void;
  /** It speaks TLS, badly. */
  tls?: 'unsigned' | 'too old';
  /** The scheme of the address that is asked. */
  scheme?: 'https';
  state: 'done' | 'held' | 'failed';
  told: RegExp;
  /** robots.txt is asked, and the case is about it. */
  robots?: true;
  /** Nothing was remembered of the good reading before. */
  forgets?: true;
}

const goodCsv = 'id,nom\n1,un\n2,deux\n3,trois\n';
const half = Math.floor(goodCsv.length / 2);

/** Sends the same piece for as long as anybody takes it. */
function endless(response: ServerResponse, piece: string | Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
}

const slowly = (response: ServerResponse, send: () => void): void => {
  const timer = setInterval(send, 100);
  response.on('close', () => clearInterval(timer));
};

/** Ten megabytes of zeros, packed: a thousand of them, one after another, are ten gigabytes in ten megabytes. */
const bombPart = gzipSync(Buffer.alloc(10_000_000));

export const hostileCases: readonly HostileCase[] = [
  { name: 'says nothing', answer: () => {}, state: 'failed', told: /sent nothing for/ },
  {
    name: 'sends a byte now and then',
    answer: (response) => slowly(response, () => response.write('a')),
    state: 'failed',
    told: /took longer than/,
  },
  {
    name: 'sends its headers a byte at a time',
    socket: (socket) => {
      const text = `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(1000)}`;
      let sent = 0;
      const timer = setInterval(() => socket.write(text[sent++ % text.length]!), 100);
      socket.on('close', () => clearInterval(timer));
    },
    state: 'failed',
    told: /took longer than|sent nothing for/,
  },
  {
    name: 'sends headers without end',
    socket: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const more = () => {
        while (!socket.destroyed && socket.write(`X-A: ${'a'.repeat(1000)}\r\n`));
      };
      socket.on('drain', more);
      more();
    },
    state: 'failed',
    told: /does not speak HTTP|connection was cut/,
  },
  {
    name: 'sends rows without end',
    answer: (response) => endless(response, '7,sept\n'.repeat(10_000)),
    state: 'failed',
    told: /is larger than/,
  },
  {
    name: 'sends one line without end',
    answer: (response) => endless(response, 'a'.repeat(100_000)),
    state: 'failed',
    told: /is larger than/,
  },
  {
    name: 'announces more bytes than it sends',
    answer: (response) => {
      response.writeHead(200, { 'content-length': '500' }).write(goodCsv);
      setTimeout(() => response.destroy(), 50);
    },
    state: 'failed',
    told: /connection was cut/,
  },
  {
    name: 'announces fewer bytes than it sends',
    answer: (response) =>
      response.socket!.end(`HTTP/1.1 200 OK\r\nContent-Length: 14\r\nConnection: close\r\n\r\n${goodCsv}`),
    state: 'held',
    told: /of 3 items are no longer there/,
  },
  {
    name: 'redirects inside the machine',
    answer: (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    state: 'failed',
    told: /not on the public internet/,
  },
  {
    name: 'redirects to the secrets of a cloud',
    answer: (response) => response.writeHead(307, { location: '//169.254.169.254/latest/meta-data/' }).end(),
    state: 'failed',
    told: /not on the public internet/,
  },
  {
    name: 'redirects to a file',
    answer: (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    state: 'failed',
    told: /only http and https/,
  },
  {
    name: 'redirects in a ring',
    answer: (response) => response.writeHead(301, { location: '/ring' }).end(),
    state: 'failed',
    told: /redirects more than 5 times/,
  },
  {
    name: 'sends ten gigabytes packed into ten megabytes',
    answer: (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      let parts = 0;
      const more = () => {
        while (!response.destroyed && parts++ < 1000 && response.write(bombPart));
        if (parts > 1000) response.end();
      };
      response.on('drain', more);
      more();
    },
    state: 'failed',
    told: /is larger than/,
  },
  {
    name: 'sends a packed file of 600 MB',
    answer: (response) => {
      for (let part = 0; part < 60; part++) response.write(bombPart);
      response.end();
    },
    state: 'failed',
    told: /larger than .* once unpacked/,
  },
  {
    name: 'sends zeros without end, packed',
    answer: (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.pipe(response);
      const zeros = Buffer.alloc(1_000_000);
      const more = () => {
        while (!response.destroyed && gzip.write(zeros));
      };
      gzip.on('drain', more);
      response.on('close', () => gzip.destroy());
      more();
    },
    state: 'failed',
    told: /is larger than/,
  },
  {
    name: 'sends a cut gzip',
    answer: (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(goodCsv).subarray(0, 20)),
    state: 'failed',
    told: /damaged or cut/,
  },
  {
    name: 'says gzip, sends text',
    answer: (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(goodCsv),
    state: 'failed',
    told: /damaged or cut/,
  },
  {
    name: 'answers 429 for ever',
    answer: (response) => response.writeHead(429).end(),
    state: 'failed',
    told: /status 429\. It was asked 4 times/,
  },
  {
    name: 'asks to come back in a day',
    answer: (response) => response.writeHead(503, { 'retry-after': '86400' }).end(),
    state: 'failed',
    told: /come back in 86400 seconds/,
  },
  {
    name: 'asks to come back at a day that is none',
    answer: (response) => response.writeHead(429, { 'retry-after': 'un jour' }).end(),
    state: 'failed',
    told: /It was asked 4 times/,
  },
  {
    name: 'sends half a page of HTML',
    answer: (response) => response.end('<html><body><h1>Maintenance'),
    state: 'failed',
    told: /A web page was sent in place of the table/,
  },
  {
    name: 'sends half a row',
    answer: (response) => response.end('id,nom\n1,un\n2,"de'),
    state: 'failed',
    told: /never closed/,
  },
  {
    name: 'sends half of its rows, as if they were all',
    answer: (response) => response.end(goodCsv.slice(0, half)),
    state: 'held',
    told: /no longer there/,
  },
  { name: 'sends nothing', answer: (response) => response.end(), state: 'failed', told: /empty/ },
  { name: 'says 204', answer: (response) => response.writeHead(204).end(), state: 'failed', told: /status 204/ },
  {
    name: 'says that nothing changed though it did',
    answer: (response) => response.writeHead(304).end(),
    state: 'done',
    told: /^$/,
  },
  {
    name: 'says another ETag each time, though nothing changed',
    answer: (response, _, visit) => response.writeHead(200, { etag: `"${visit}-${Math.random()}"` }).end(goodCsv),
    state: 'done',
    told: /^$/,
  },
  {
    name: 'keeps its ETag, though everything changed',
    answer: (response) => response.writeHead(200, { etag: '"1"' }).end(goodCsv.replaceAll(',', ',autre ')),
    state: 'done',
    told: /^$/,
  },
  {
    name: 'says so unasked',
    answer: (response) => response.writeHead(304).end(),
    forgets: true,
    state: 'failed',
    told: /status 304/,
  },
  {
    name: 'has a robots.txt without end',
    answer: (response, request) =>
      request.url === '/robots.txt' ? endless(response, '# a\n'.repeat(10_000)) : response.end(goodCsv),
    robots: true,
    state: 'done',
    told: /^$/,
  },
  {
    name: 'has a robots.txt that is cut',
    answer: (response, request) => {
      if (request.url !== '/robots.txt') return void response.end(goodCsv);
      response.writeHead(200, { 'content-length': '500' }).write('User-agent: *');
      setTimeout(() => response.destroy(), 50);
    },
    robots: true,
    state: 'failed',
    told: /robots.txt: the connection was cut/,
  },
  {
    name: 'shows a certificate that nobody signed',
    tls: 'unsigned',
    scheme: 'https',
    state: 'failed',
    told: /certificate/,
  },
  {
    name: 'speaks a TLS that is too old',
    tls: 'too old',
    scheme: 'https',
    state: 'failed',
    told: /secure connection \(TLS\) fails/,
  },
  {
    name: 'speaks no TLS where it should',
    socket: (socket) => socket.end('\x16\x03\x01rubbish'),
    scheme: 'https',
    state: 'failed',
    told: /secure connection \(TLS\) fails/,
  },
  { name: 'hangs up at once', socket: (socket) => socket.destroy(), state: 'failed', told: /connection was cut/ },
  {
    name: 'speaks no HTTP',
    socket: (socket) => socket.end('\x16\x03\x01rubbish'),
    state: 'failed',
    told: /does not speak HTTP/,
  },
];

/** A server that does the case; answers well for as long as `isGood` says so. */
export function hostileServer(one: HostileCase, isGood: () => boolean): Server | SocketServer {
  let visits = 0;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    response.on('error', () => {});
    if (isGood()) {
      if (/robots|well-known/.test(request.url!)) response.writeHead(404).end();
      else response.writeHead(200, one.forgets ? {} : { etag: '"1"' }).end(goodCsv);
    } else one.answer?.(response, request, visits++);
  };
  if (one.tls === 'too old') return createTlsServer({ key, cert, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }, answer);
  if (one.tls !== undefined) return createTlsServer({ key, cert }, answer);
  if (one.socket === undefined) return createServer(answer);
  const { socket: connect } = one;
  const good = createServer(answer);
  return createSocketServer((socket) => {
    socket.on('error', () => {});
    if (isGood()) good.emit('connection', socket);
    else connect(socket);
  });
}

/** Of nobody: self-signed for other.invalid, good for January 2020 alone. It protects nothing. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4ZxdcGgiPNo0CDeU
+WZ7bvSJY/wkqlxfHR1Ei1C6/TahRANCAAQ5okjObiHFbGujJr9lNZbUqv+V0sTJ
mcBhFVVyLzf2U2u5nj4D7fqNmjnSW3clycFD6NieYSv0k4ovfOFjIw2e
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBhDCCASugAwIBAgIUBXorxDZ3JL2HJjbWTpFoefdzRk8wCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNb3RoZXIuaW52YWxpZDAeFw0yNjExMjMwNzQ2NDNaFw0yNjEx
MjQwNzQ2NDNaMBgxFjAUBgNVBAMMDW90aGVyLmludmFsaWQwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAQ5okjObiHFbGujJr9lNZbUqv+V0sTJmcBhFVVyLzf2U2u5
nj4D7fqNmjnSW3clycFD6NieYSv0k4ovfOFjIw2eo1MwUTAdBgNVHQ4EFgQUNnIZ
zIpHW08UKi5IIF1S4mSWMB0wHwYDVR0jBBgwFoAUNnIZzIpHW08UKi5IIF1S4mSW
MB0wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiEAr/qmIGKCA1FX
Ky8xEu7HxurjCVH3EKiyu2nQ5kKaKncCHyKUzZov82ot5AmtPry6CyHF7tTrmysD
TQLGnONMduc=
-----END CERTIFICATE-----`;
