// SPDX-License-Identifier: GPL-3.0-or-later
// Pages of keys and of uploads. A common prefix is stepped over by seeking behind it, so a page
// costs as many seeks as it has entries, however many keys lie below them.
#include "localcos/errors.h"
#include "localcos/index.h"

#include <QMutexLocker>

namespace cosftp::localcos {

namespace {

const QByteArray behindAllKeys("\xff");  // no key has this byte: keys are UTF-8

// The common prefix that `key` folds into, or nothing.
QByteArray commonPrefixOf(const QByteArray &key, const QByteArray &prefix,
                          const QByteArray &delimiter)
{
    if (delimiter.isEmpty() || !key.startsWith(prefix))
        return {};
    const qsizetype at = key.indexOf(delimiter, prefix.size());
    return at < 0 ? QByteArray() : key.first(at + delimiter.size());
}

// The first key that may be on the page. A marker below a common prefix lies behind that prefix's
// entry, so the whole prefix is skipped.
QByteArray firstKey(const QByteArray &prefix, const QByteArray &delimiter, const QByteArray &marker)
{
    if (marker.isEmpty() || marker < prefix)
        return prefix;
    const QByteArray common = commonPrefixOf(marker, prefix, delimiter);
    return common.isEmpty() ? marker + '\0' : behindPrefix(common);
}

ObjectRecord listedObject(const Statement &row)
{
    ObjectRecord record;
    record.key = row.bytes(0);
    record.sizeBytes = row.integer(1);
    record.etag = row.bytes(2);
    record.modified = row.integer(3);
    record.storageClass = row.bytes(4);
    record.restoredUntil = row.integer(5);
    return record;
}

// Where a page of uploads begins: behind this pair of key and id.
struct UploadPosition
{
    QByteArray key;
    QByteArray id;
};

UploadPosition firstUpload(const UploadsQuery &query)
{
    const QByteArray key = firstKey(query.prefix, query.delimiter, query.keyMarker);
    const bool isSameKey = !query.idMarker.isEmpty() && key == query.keyMarker + '\0';
    return isSameKey ? UploadPosition{query.keyMarker, query.idMarker} : UploadPosition{key, {}};
}

}  // namespace

QByteArray behindPrefix(QByteArray prefix)
{
    while (!prefix.isEmpty() && prefix.back() == '\xff')
        prefix.chop(1);
    if (prefix.isEmpty())
        return behindAllKeys;
    prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
    return prefix;
}

Result<ListPage> Index::list(const ListQuery &query)
{
    const QMutexLocker lock(&m_mutex);
    const Result<qint64> bucket = bucketId(query.bucket);
    if (!bucket)
        return bucket.error();
    const QByteArray end = behindPrefix(query.prefix);
    QByteArray next = firstKey(query.prefix, query.delimiter, query.marker);
    ListPage page;
    Statement rows = m_database.prepare(
        "SELECT key, size, etag, modified, class, restored FROM object WHERE bucket=? AND key>=?"
        " AND key<? AND listed<=? ORDER BY key");
    const auto seek = [&] {
        rows.reset();
        rows.bind(*bucket).bind(next).bind(end).bind(query.listedBefore);
    };
    seek();
    QByteArray last;
    for (int count = 0; rows.step(); ++count) {
        if (count == query.limit) {
            page.isTruncated = true;
            page.nextMarker = last;
            break;
        }
        last = rows.bytes(0);
        if (const QByteArray common = commonPrefixOf(last, query.prefix, query.delimiter);
            !common.isEmpty()) {
            page.commonPrefixes += last = common;
            next = behindPrefix(common);
            seek();
            continue;
        }
        page.objects += listedObject(rows);
    }
    return checked(page);
}

Result<UploadsPage> Index::uploads(const UploadsQuery &query)
{
    const QMutexLocker lock(&m_mutex);
    const Result<qint64> bucket = bucketId(query.bucket);
    if (!bucket)
        return bucket.error();
    const QByteArray end = behindPrefix(query.prefix);
    UploadPosition after = firstUpload(query);
    UploadsPage page;
    Statement rows = m_database.prepare(
        "SELECT id, key, initiated, class FROM upload WHERE bucket=?1 AND (key, id)>(?2, ?3)"
        " AND key<?4 ORDER BY key, id");
    const auto seek = [&] {
        rows.reset();
        rows.bind(*bucket).bind(after.key).bind(after.id).bind(end);
    };
    seek();
    UploadRecord last;
    for (int count = 0; rows.step(); ++count) {
        if (count == query.limit) {
            page.isTruncated = true;
            page.nextKeyMarker = last.key;
            page.nextIdMarker = last.id;
            break;
        }
        last = {rows.bytes(0), query.bucket, rows.bytes(1), rows.integer(2), rows.bytes(3), {}};
        if (const QByteArray common = commonPrefixOf(last.key, query.prefix, query.delimiter);
            !common.isEmpty()) {
            page.commonPrefixes += last.key = common;
            last.id.clear();
            after = {behindPrefix(common), {}};
            seek();
            continue;
        }
        page.uploads += last;
    }
    return checked(page);
}

}  // namespace cosftp::localcos
