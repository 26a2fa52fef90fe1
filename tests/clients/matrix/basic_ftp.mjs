// SPDX-License-Identifier: GPL-3.0-or-later
// basic-ftp for the matrix: HOST PORT SECURITY MODE USER PASSWORD CERTIFICATE VERB WORDS...
import fs from 'node:fs';
import { Client } from 'basic-ftp';

const [host, port, security, , user, password, certificate, verb, ...words] = process.argv.slice(2);
const secure = { plain: false, explicit: true, implicit: 'implicit' }[security];
const client = new Client(60_000);

const verbs = {
  names: async (folder) => (await client.list(folder)).forEach(({ name }) => console.log(name)),
  put: (local, remote) => client.uploadFrom(local, remote),
  get: (remote, local) => client.downloadTo(local, remote),
  resume_put: async (local, remote) =>
    client.appendFrom(local, remote, { localStart: await client.size(remote) }),
  resume_get: (remote, local) => client.downloadTo(local, remote, fs.statSync(local).size),
  rename: (old, name) => client.rename(old, name),
  delete: (path) => client.remove(path),
  make_folders: async (...paths) => {
    for (const path of paths) await client.send(`MKD ${path}`);
  },
};

try {
  await client.access({
    host,
    port: Number(port),
    user,
    password,
    secure,
    secureOptions: secure ? { ca: fs.readFileSync(certificate) } : undefined,
  });
  await verbs[verb](...words);
} finally {
  client.close();
}
