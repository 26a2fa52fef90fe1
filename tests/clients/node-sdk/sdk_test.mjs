// SPDX-License-Identifier: GPL-3.0-or-later
// The official COS SDK for Node, with its own signatures, against cosftp-localcos.
// Usage: node sdk_test.mjs PROGRAM DATA_FOLDER     (needs cos-nodejs-sdk-v5 beside it)
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import dns from 'node:dns';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import readline from 'node:readline';
import COS from 'cos-nodejs-sdk-v5';

const [program, folder] = process.argv.slice(2);
const Bucket = 'sdk-1250000000';
const Region = 'ap-guangzhou';
const SecretId = 'AKIDEXAMPLEEXAMPLEEXAMPLEEXAMPLE0000';
const SecretKey = 'EXAMPLEEXAMPLEEXAMPLEEXAMPLE0000';
const mebibyte = 1024 * 1024;
const sourceHost = `${Bucket}.cos.${Region}.myqcloud.com`; // the SDK checks its form

const oddKeys = [
  'plain.txt',
  'with space.txt',
  ' leading and trailing space ',
  'plus+sign.txt',
  'percent%41%zz.txt',
  'hash#question?amp&equals=.txt',
  'semi;colon:comma,at@dollar$.txt',
  `quotes '"\`.txt`,
  'brackets []{}<>()|\\^~.txt',
  '中文/目录/文件.txt',
  'emoji 😀.bin',
  'double//slash///three',
  'dots/a..b/...',
  'folder/',
  `${'长'.repeat(283)}x`, // 850 bytes
];

// Not every resolver knows that names below localhost are this machine (RFC 6761).
const systemLookup = dns.lookup;
dns.lookup = (name, options, callback) =>
  systemLookup(name.endsWith('.localhost') ? '127.0.0.1' : name, options, callback);

async function startServer(args) {
  fs.rmSync(folder, { recursive: true, force: true });
  const server = spawn(program, ['--data', folder, '--bucket', Bucket, '--region', Region, '--no-sync', ...args], {
    env: { ...process.env, COS_SECRETID: SecretId, COS_SECRETKEY: SecretKey },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  for await (const line of readline.createInterface({ input: server.stdout })) {
    const ready = /^cosftp-localcos ready http=127\.0\.0\.1:(\d+) bucket=sdk-1250000000$/.exec(line);
    assert.ok(ready, `unexpected line: ${line}`);
    return { port: Number(ready[1]), stop: () => (server.kill('SIGTERM'), ended) };
  }
  throw new Error(`the server ended with ${await ended}`);
}

const client = (port, options = {}) =>
  new COS({
    SecretId,
    SecretKey,
    Protocol: 'http:',
    Domain: `{Bucket}.localhost:${port}`,
    ServiceDomain: `localhost:${port}`,
    ChunkSize: mebibyte,
    CopyChunkSize: mebibyte,
    CopySliceSize: 2 * mebibyte,
    ...options,
  });

async function refused(promise, statusCode, code) {
  const error = await promise.then(
    () => assert.fail(`expected ${statusCode} ${code}`),
    (reason) => reason,
  );
  assert.equal(error.statusCode, statusCode, JSON.stringify(error));
  if (code) assert.equal(error.code, code);
  return error;
}

// Encoded, so that this pages through keys that XML alone could not carry.
async function everyKey(cos, Prefix, extra = {}) {
  const keys = [];
  const prefixes = [];
  for (let Marker = '', pages = 0; pages < 100; ++pages) {
    const page = await cos.getBucket({ Bucket, Region, Prefix, Marker, MaxKeys: 3, EncodingType: 'url', ...extra });
    keys.push(...page.Contents.map((entry) => decodeURIComponent(entry.Key)));
    prefixes.push(...page.CommonPrefixes.map((entry) => decodeURIComponent(entry.Prefix)));
    assert.ok(page.Contents.length + page.CommonPrefixes.length <= 3);
    if (page.IsTruncated !== 'true') return { keys, prefixes, pages };
    assert.ok(page.NextMarker, 'a truncated page has a NextMarker');
    Marker = decodeURIComponent(page.NextMarker);
  }
  throw new Error('the listing does not end');
}

const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const tests = {
  async 'the service and the bucket answer'({ cos }) {
    const service = await cos.getService();
    assert.deepEqual(
      service.Buckets.map((bucket) => bucket.Name),
      [Bucket],
    );
    const head = await cos.headBucket({ Bucket, Region });
    assert.equal(head.headers['x-cos-bucket-region'], Region);
    await refused(cos.headBucket({ Bucket: 'none-1250000000', Region }), 404);
  },

  async 'every odd key is stored, read, headed, listed, copied and deleted'({ cos }) {
    for (const name of oddKeys) {
      const Key = name;
      const Body = Buffer.from(`content of ${name}`);
      const put = await cos.putObject({ Bucket, Region, Key, Body, ContentType: 'text/plain', 'x-cos-meta-mtime': '1700000000' });
      assert.equal(put.ETag, `"${crypto.createHash('md5').update(Body).digest('hex')}"`);
      const get = await cos.getObject({ Bucket, Region, Key });
      assert.ok(Body.equals(get.Body), name);
      assert.equal(get.headers['content-type'], 'text/plain');
      assert.equal(get.headers['x-cos-meta-mtime'], '1700000000');
      const head = await cos.headObject({ Bucket, Region, Key });
      assert.equal(Number(head.headers['content-length']), Body.length);
      assert.equal(head.headers['x-cos-hash-crc64ecma'], put.headers['x-cos-hash-crc64ecma']);
    }
    const all = await everyKey(cos, '');
    assert.deepEqual(all.keys, [...oddKeys].sort(byBytes));
    assert.ok(all.pages > 2);
    const plain = await cos.getBucket({ Bucket, Region });
    assert.deepEqual(plain.Contents.map((entry) => entry.Key), all.keys);
    for (const name of oddKeys.slice(0, -1)) {
      const CopySource = `${sourceHost}/${encodeURIComponent(name).replace(/%2F/g, '/')}`;
      const copy = await cos.putObjectCopy({ Bucket, Region, Key: `copy/${name}`, CopySource });
      assert.ok(copy.ETag, name);
      const get = await cos.getObject({ Bucket, Region, Key: `copy/${name}` });
      assert.equal(get.Body.toString(), `content of ${name}`);
      await cos.deleteObject({ Bucket, Region, Key: `copy/${name}` });
      await refused(cos.headObject({ Bucket, Region, Key: `copy/${name}` }), 404);
    }
    const many = await cos.deleteMultipleObject({ Bucket, Region, Objects: oddKeys.map((Key) => ({ Key })) });
    assert.deepEqual(many.Deleted.map((entry) => entry.Key), oddKeys);
    assert.deepEqual((await everyKey(cos, '')).keys, []);
  },

  async 'a range is 206 and behind the end 416'({ cos }) {
    await cos.putObject({ Bucket, Region, Key: 'range', Body: '0123456789' });
    const part = await cos.getObject({ Bucket, Region, Key: 'range', Range: 'bytes=2-4' });
    assert.equal(part.statusCode, 206);
    assert.equal(part.Body.toString(), '234');
    assert.equal(part.headers['content-range'], 'bytes 2-4/10');
    assert.equal((await cos.getObject({ Bucket, Region, Key: 'range', Range: 'bytes=-3' })).Body.toString(), '789');
    await refused(cos.getObject({ Bucket, Region, Key: 'range', Range: 'bytes=10-' }), 416, 'InvalidRange');
    await refused(cos.getObject({ Bucket, Region, Key: 'none' }), 404, 'NoSuchKey');
    await refused(cos.getObject({ Bucket, Region, Key: 'range', IfNoneMatch: part.ETag }), 304);
    await refused(cos.getObject({ Bucket, Region, Key: 'range', IfMatch: '"00"' }), 412, 'PreconditionFailed');
  },

  async 'folders fold into common prefixes, page by page'({ cos }) {
    const Keys = ['in/a/1', 'in/a/2', 'in/b', 'in/c d/1', 'in/e+f/1', 'in/z', 'in/图/1'];
    for (const Key of Keys) await cos.putObject({ Bucket, Region, Key, Body: Key });
    const page = await everyKey(cos, 'in/', { Delimiter: '/' });
    assert.deepEqual(page.prefixes, ['in/a/', 'in/c d/', 'in/e+f/', 'in/图/']);
    assert.deepEqual(page.keys, ['in/b', 'in/z']);
    assert.equal(page.pages, 1);
  },

  async 'a copy replaces metadata and refuses itself without that'({ cos }) {
    const CopySource = `${sourceHost}/range`;
    await refused(cos.putObjectCopy({ Bucket, Region, Key: 'range', CopySource }), 400, 'InvalidRequest');
    await cos.putObjectCopy({ Bucket, Region, Key: 'range', CopySource, MetadataDirective: 'Replaced', 'x-cos-meta-mtime': '5' });
    assert.equal((await cos.headObject({ Bucket, Region, Key: 'range' })).headers['x-cos-meta-mtime'], '5');
    await refused(cos.putObjectCopy({ Bucket, Region, Key: 'x', CopySource: `${sourceHost}/none` }), 404, 'NoSuchKey');
  },

  async 'a sliced upload arrives whole and a sliced copy of it too'({ cos }) {
    const file = path.join(path.dirname(folder), 'sliced.bin');
    const bytes = crypto.randomBytes(5 * mebibyte + 12345);
    fs.writeFileSync(file, bytes);
    const sent = await cos.sliceUploadFile({ Bucket, Region, Key: '大 file+1.bin', FilePath: file });
    assert.match(sent.ETag, /^"[0-9a-f]{32}-6"$/);
    const got = await cos.getObject({ Bucket, Region, Key: '大 file+1.bin' });
    assert.ok(bytes.equals(got.Body));
    const middle = await cos.getObject({ Bucket, Region, Key: '大 file+1.bin', Range: `bytes=${mebibyte - 5}-${2 * mebibyte + 5}` });
    assert.ok(bytes.subarray(mebibyte - 5, 2 * mebibyte + 6).equals(middle.Body));
    await cos.sliceCopyFile({
      Bucket, Region, Key: 'sliced copy', CopySource: `${sourceHost}/${encodeURIComponent('大 file+1.bin')}`,
    });
    const copied = await cos.getObject({ Bucket, Region, Key: 'sliced copy' });
    assert.ok(bytes.equals(copied.Body));
    assert.equal(copied.headers['x-cos-hash-crc64ecma'], got.headers['x-cos-hash-crc64ecma']);
    fs.rmSync(file);
  },

  async 'parts are listed, copied, completed and aborted'({ cos }) {
    const Key = 'multi part';
    const one = crypto.randomBytes(mebibyte);
    await cos.putObject({ Bucket, Region, Key: 'source', Body: Buffer.concat([Buffer.from('xx'), one]) });
    const { UploadId } = await cos.multipartInit({ Bucket, Region, Key });
    const first = await cos.multipartUpload({ Bucket, Region, Key, UploadId, PartNumber: 1, Body: one });
    const second = await cos.uploadPartCopy({
      Bucket, Region, Key, UploadId, PartNumber: 2, CopySource: `${sourceHost}/source`,
      CopySourceRange: `bytes=2-${mebibyte + 1}`,
    });
    const third = await cos.multipartUpload({ Bucket, Region, Key, UploadId, PartNumber: 3, Body: 'end' });
    const uploads = await cos.multipartList({ Bucket, Region, Prefix: 'multi', EncodingType: 'url' });
    assert.deepEqual(uploads.Upload.map((upload) => upload.UploadId), [UploadId]);
    const page = await cos.multipartListPart({ Bucket, Region, Key, UploadId, MaxParts: 2 });
    assert.equal(page.IsTruncated, 'true');
    assert.equal(page.NextPartNumberMarker, '2');
    const rest = await cos.multipartListPart({ Bucket, Region, Key, UploadId, PartNumberMarker: 2 });
    assert.deepEqual(rest.Part.map((part) => part.PartNumber), ['3']);
    const Parts = [first, second, third].map((part, index) => ({ PartNumber: index + 1, ETag: part.ETag }));
    await refused(
      cos.multipartComplete({ Bucket, Region, Key, UploadId, Parts: [{ ...Parts[0], ETag: '"bad"' }] }), 400, 'InvalidPart');
    const done = await cos.multipartComplete({ Bucket, Region, Key, UploadId, Parts });
    assert.match(done.ETag, /-3"$/);
    const got = await cos.getObject({ Bucket, Region, Key });
    assert.ok(Buffer.concat([one, one, Buffer.from('end')]).equals(got.Body));
    await refused(cos.multipartComplete({ Bucket, Region, Key, UploadId, Parts }), 404, 'NoSuchUpload');
    const again = await cos.multipartInit({ Bucket, Region, Key });
    await cos.multipartAbort({ Bucket, Region, Key, UploadId: again.UploadId });
    await refused(cos.multipartAbort({ Bucket, Region, Key, UploadId: again.UploadId }), 404, 'NoSuchUpload');
    assert.deepEqual((await cos.multipartList({ Bucket, Region })).Upload, []);
  },

  async 'an appendable object grows'({ cos }) {
    const first = await cos.appendObject({ Bucket, Region, Key: 'log', Position: 0, Body: 'one' });
    assert.equal(first.headers['x-cos-next-append-position'], '3');
    await cos.appendObject({ Bucket, Region, Key: 'log', Position: 3, Body: 'two' });
    assert.equal((await cos.getObject({ Bucket, Region, Key: 'log' })).Body.toString(), 'onetwo');
    await refused(cos.appendObject({ Bucket, Region, Key: 'log', Position: 1, Body: 'x' }), 409, 'AppendPositionErr');
  },

  async 'an archived object is restored before it is read'({ cos }) {
    await cos.putObject({ Bucket, Region, Key: 'cold', Body: 'cold', StorageClass: 'ARCHIVE' });
    await refused(cos.getObject({ Bucket, Region, Key: 'cold' }), 403, 'InvalidObjectState');
    await cos.restoreObject({ Bucket, Region, Key: 'cold', RestoreRequest: { Days: 1, CASJobParameters: { Tier: 'Expedited' } } });
    assert.equal((await cos.getObject({ Bucket, Region, Key: 'cold' })).Body.toString(), 'cold');
  },

  async 'a presigned URL reads without a header'({ cos, port }) {
    const Key = 'pre signed+中.txt';
    await cos.putObject({ Bucket, Region, Key, Body: 'signed' });
    const url = cos.getObjectUrl({ Bucket, Region, Key, Sign: true, Query: { 'response-content-type': 'text/x-odd' } });
    const { status, body, type } = await fetched(url, port);
    assert.deepEqual({ status, body, type }, { status: 200, body: 'signed', type: 'text/x-odd' });
    assert.equal((await fetched(url.replace(/q-signature=./, 'q-signature=x'), port)).status, 403);
    assert.equal((await fetched(url.replace(/\?.*/, ''), port)).status, 403);
  },

  async 'a wrong key, an unknown id and a wrong clock are refused'({ port }) {
    const key = client(port, { SecretKey: 'wrong' });
    const error = await refused(key.getObject({ Bucket, Region, Key: 'range' }), 403, 'SignatureDoesNotMatch');
    assert.match(error.error.StringToSign, /^sha1\n/);
    await refused(client(port, { SecretId: 'AKIDother' }).getObject({ Bucket, Region, Key: 'range' }), 403, 'InvalidAccessKeyId');
    const late = { CorrectClockSkew: false, SystemClockOffset: -7200 * 1000 };
    await refused(client(port, late).getObject({ Bucket, Region, Key: 'range' }), 403, 'RequestTimeTooSkewed');
    const little = { ...late, SystemClockOffset: 600 * 1000 };
    const expired = await refused(client(port, little).getObject({ Bucket, Region, Key: 'range' }), 403, 'AccessDenied');
    assert.equal(expired.error.Message, 'Request has expired');
    // The SDK learns the time from the answer and tries once more.
    const corrected = client(port, { SystemClockOffset: -7200 * 1000 });
    assert.equal((await corrected.getObject({ Bucket, Region, Key: 'range' })).statusCode, 200);
  },

  async 'the real host names work through a proxy'({ port }) {
    const cos = client(port, { Domain: '', ServiceDomain: '', Proxy: `http://127.0.0.1:${port}` });
    await cos.putObject({ Bucket, Region, Key: 'via proxy', Body: 'p' });
    assert.equal((await cos.getObject({ Bucket, Region, Key: 'via proxy' })).Body.toString(), 'p');
  },
};

function fetched(url, port) {
  const { pathname, search, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: pathname + search, headers: { host } };
    http.get(options, (answer) => {
      let body = '';
      answer.on('data', (piece) => (body += piece));
      answer.on('end', () => resolve({ status: answer.statusCode, body, type: answer.headers['content-type'] }));
    }).on('error', reject);
  });
}

async function run() {
  let failed = 0;
  const server = await startServer([]);
  const context = { port: server.port, cos: client(server.port) };
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test(context);
      console.log(`ok      ${name}`);
    } catch (error) {
      ++failed;
      console.log(`FAILED  ${name}\n`, error);
    }
  }
  assert.equal(await server.stop(), 0, 'SIGTERM ends the program with status 0');
  const guarded = await startServer(['--token', 'TOKEN']);
  const guest = client(guarded.port);
  await refused(guest.headBucket({ Bucket, Region }), 403);
  const holder = client(guarded.port, { SecretId: undefined, SecretKey: undefined, getAuthorization: (_, callback) =>
    callback({ TmpSecretId: SecretId, TmpSecretKey: SecretKey, SecurityToken: 'TOKEN', StartTime: Math.floor(Date.now() / 1000) - 60, ExpiredTime: Math.floor(Date.now() / 1000) + 900 }) });
  assert.equal((await holder.headBucket({ Bucket, Region })).statusCode, 200);
  console.log('ok      a session token is demanded and taken');
  assert.equal(await guarded.stop(), 0);
  fs.rmSync(folder, { recursive: true, force: true });
  process.exitCode = failed === 0 ? 0 : 1;
}

await run();
