// Says what happened since the last time, and keeps in a file how far it has read. Needs Node 20 and nothing else:
//
//   SLUIS_URL=http://127.0.0.1:8080 SLUIS_CLIENT_KEY=… node docs/examples/follow-events.mjs cursor.txt
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Gateway, ProblemError } from '../../src/main/resources/page/client.js';

const gateway = new Gateway(process.env.SLUIS_URL, process.env.SLUIS_CLIENT_KEY);
const file = process.argv[2];
let cursor = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
try {
  for (let page; (page = await gateway.events(cursor)).events.length > 0;) {
    page.events.forEach(({ id, type, invitation }) => console.log(id, type, invitation));
    cursor = page.next;
    // Behind the work: after a crash in between the events come again, with the ids that they had.
    writeFileSync(`${file}.new`, cursor);
    renameSync(`${file}.new`, file);
  }
} catch (error) {
  if (!(error instanceof ProblemError)) {
    throw error;
  }
  if (error.type === 'urn:sluis:problem:cursor-lost') {
    rmSync(file, { force: true });
  }
  console.error(error.message);
  process.exit(1);
}
