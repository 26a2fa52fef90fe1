// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_store.h"

#include "core/crc64.h"
#include "support/fake_reader.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace cosftp;
using Code = Failure::Code;

namespace {

Failure storeFailure(Code code, const QByteArray &storeCode, int httpStatus)
{
    Failure failure = Failure::of(code, QString::fromUtf8(storeCode));
    failure.storeCode = storeCode;
    failure.httpStatus = httpStatus;
    return failure;
}

Failure gone()
{
    Failure failure = Failure::of(Code::Network, QStringLiteral("the store has vanished"));
    failure.retryable = true;
    return failure;
}

Failure noSuchKey() { return storeFailure(Code::NotFound, "NoSuchKey", 404); }
Failure noSuchUpload() { return storeFailure(Code::NotFound, "NoSuchUpload", 404); }

QByteArray md5Etag(const QByteArray &content)
{
    return '"' + QCryptographicHash::hash(content, QCryptographicHash::Md5).toHex() + '"';
}

}  // namespace

const char *FakeStore::nameOf(Verb verb)
{
    static constexpr std::array<const char *, verbCount> names{
        "HeadBucket", "Head",       "List",      "Put",         "Copy",
        "Remove",     "RemoveMany", "Initiate",  "PutPart",     "CopyPart",
        "Complete",   "Abort",      "ListParts", "ListUploads", "Read"};
    return names.at(static_cast<std::size_t>(verb));
}

FakeStore::FakeStore() = default;
FakeStore::~FakeStore() = default;

// --- content

void FakeStore::addObject(const QByteArray &key, const QByteArray &content,
                          const QByteArray &storageClass)
{
    ObjectAttributes attributes;
    attributes.storageClass = storageClass;
    storeObject(key, content, content.size(), md5Etag(content), attributes);
}

void FakeStore::addHugeObject(const QByteArray &key, qint64 sizeBytes)
{
    storeObject(key, {}, sizeBytes, "\"huge-" + QByteArray::number(m_nextEtag++) + '"', {});
}

void FakeStore::removeObject(const QByteArray &key) { m_objects.erase(key); }

QByteArray FakeStore::content(const QByteArray &key) const
{
    const auto found = m_objects.find(key);
    return found == m_objects.end() ? QByteArray() : found->second.content;
}

ObjectInfo FakeStore::info(const QByteArray &key) const
{
    const auto found = m_objects.find(key);
    return found == m_objects.end() ? ObjectInfo() : found->second.info;
}

QList<QByteArray> FakeStore::keys() const
{
    QList<QByteArray> keys;
    for (const auto &[key, object] : m_objects)
        keys += key;
    return keys;
}

StoredObject FakeStore::storeObject(const QByteArray &key, const QByteArray &content,
                                    qint64 sizeBytes, const QByteArray &etag,
                                    const ObjectAttributes &attributes)
{
    Object object;
    object.info.key = key;
    object.info.sizeBytes = sizeBytes;
    object.info.etag = etag;
    object.info.lastModified = QDateTime::currentDateTimeUtc();
    object.info.storageClass =
        attributes.storageClass.isEmpty() ? "STANDARD" : attributes.storageClass;
    object.info.contentType = attributes.contentType;
    object.info.metadata = attributes.metadata;
    if (!m_dropsCrc && content.size() == sizeBytes)
        object.info.crc64 = Crc64::of(content);
    object.content = content;
    const StoredObject stored{etag, object.info.crc64, {}};
    m_objects.insert_or_assign(key, std::move(object));
    return stored;
}

void FakeStore::freezeListings() { m_frozen = std::make_unique<Objects>(m_objects); }

// --- counters and faults

int FakeStore::requests() const
{
    int sum = 0;
    for (const int asked : m_asked)
        sum += asked;
    return sum;
}

void FakeStore::resetCounters()
{
    m_asked.clear();
    m_maxAtOnce.clear();
    m_copies.clear();
    m_maxHeldBodyBytes = 0;
    m_bytesRead = 0;
}

void FakeStore::addFault(Verb verb, int nth, Fault fault)
{
    m_faults[verb][m_askedEver.value(verb) + nth] += std::move(fault);
}

void FakeStore::fail(Verb verb, int nth, const Failure &failure)
{
    addFault(verb, nth, {FaultKind::Fail, failure, 0});
}

void FakeStore::loseAnswer(Verb verb, int nth, const Failure &failure)
{
    addFault(verb, nth, {FaultKind::LoseAnswer, failure, 0});
}

void FakeStore::corruptBody(Verb verb, int nth)
{
    addFault(verb, nth, {FaultKind::CorruptBody, {}, 0});
}

void FakeStore::cutRead(int nth, qint64 afterBytes)
{
    addFault(Verb::Read, nth, {FaultKind::CutRead, {}, afterBytes});
}

void FakeStore::corruptRead(int nth, qint64 atByte)
{
    addFault(Verb::Read, nth, {FaultKind::CorruptRead, {}, atByte});
}

QList<FakeStore::Fault> FakeStore::count(Verb verb)
{
    ++m_asked[verb];
    return m_faults[verb].take(++m_askedEver[verb]);
}

// --- asking and answering

template <typename T>
void FakeStore::ask(Verb verb, qint64 bodyBytes, QObject *context, Handler<T> handler,
                    std::function<Result<T>(bool isCorrupt)> effect)
{
    const QList<Fault> faults = count(verb);
    Pending pending{verb, context != nullptr, context, bodyBytes, {}};
    pending.answer = [this, faults, handler = std::move(handler), effect = std::move(effect)] {
        if (m_isVanished)
            return handler(gone());
        bool isCorrupt = false;
        for (const Fault &fault : faults) {
            if (fault.kind == FaultKind::Fail)
                return handler(fault.failure);
            isCorrupt = isCorrupt || fault.kind == FaultKind::CorruptBody;
        }
        const Result<T> result = effect(isCorrupt);
        for (const Fault &fault : faults)
            if (fault.kind == FaultKind::LoseAnswer)
                return handler(fault.failure);
        handler(result);
    };
    enqueue(std::move(pending));
}

void FakeStore::enqueue(Pending pending)
{
    const int id = m_nextPending++;
    const Verb verb = pending.verb;
    m_pending.emplace(id, std::move(pending));
    notePeaks(verb);
    if (!m_held.value(verb))
        QMetaObject::invokeMethod(
            &m_loop, [this, id] { answer(id); }, Qt::QueuedConnection);
}

void FakeStore::dropUnwanted()
{
    std::erase_if(m_pending, [](const auto &item) { return !item.second.isWanted(); });
}

void FakeStore::notePeaks(Verb verb)
{
    dropUnwanted();
    int atOnce = 0;
    qint64 bytes = 0;
    for (const auto &[id, pending] : m_pending) {
        atOnce += pending.verb == verb ? 1 : 0;
        bytes += pending.bodyBytes;
    }
    m_maxAtOnce[verb] = std::max(m_maxAtOnce.value(verb), atOnce);
    m_maxHeldBodyBytes = std::max(m_maxHeldBodyBytes, bytes);
}

void FakeStore::answer(int id)
{
    const auto found = m_pending.find(id);
    if (found == m_pending.end())
        return;
    const Pending pending = std::move(found->second);
    m_pending.erase(found);
    if (pending.isWanted())
        pending.answer();
}

int FakeStore::waiting(Verb verb) const
{
    int count = 0;
    for (const auto &[id, pending] : m_pending)
        count += pending.verb == verb && pending.isWanted() ? 1 : 0;
    return count;
}

void FakeStore::release(Verb verb, int index)
{
    for (const auto &[id, pending] : m_pending)
        if (pending.verb == verb && pending.isWanted() && index-- == 0)
            return answer(id);
}

void FakeStore::releaseAll()
{
    m_held.clear();
    for (const auto &[id, pending] : m_pending)
        QMetaObject::invokeMethod(
            &m_loop, [this, id = id] { answer(id); }, Qt::QueuedConnection);
}

// --- the bucket

void FakeStore::headBucket(QObject *context, Handler<Done> handler)
{
    ask<Done>(Verb::HeadBucket, 0, context, std::move(handler),
              [](bool) -> Outcome { return Done(); });
}

void FakeStore::head(const QByteArray &key, QObject *context, Handler<ObjectInfo> handler)
{
    ask<ObjectInfo>(Verb::Head, 0, context, std::move(handler),
                    [this, key](bool) -> Result<ObjectInfo> {
                        if (!has(key))
                            return storeFailure(Code::NotFound, {}, 404);
                        return m_objects.at(key).info;
                    });
}

void FakeStore::list(const ListRequest &request, QObject *context, Handler<ListPage> handler)
{
    ask<ListPage>(
        Verb::List, 0, context, std::move(handler), [this, request](bool) -> Result<ListPage> {
            if (request.delimiter.size() > 1 || request.maxKeys < 1 || request.maxKeys > 1000)
                return storeFailure(Code::Invalid, "InvalidArgument", 400);
            return doList(request);
        });
}

ListPage FakeStore::doList(const ListRequest &request) const
{
    const Objects &objects = m_frozen ? *m_frozen : m_objects;
    ListPage page;
    int left = request.maxKeys;
    QByteArray last;
    for (auto at = objects.lower_bound(request.prefix);
         at != objects.end() && at->first.startsWith(request.prefix); ++at) {
        const QByteArray &key = at->first;
        const qsizetype cut = request.delimiter.isEmpty()
                                  ? -1
                                  : key.indexOf(request.delimiter, request.prefix.size());
        const QByteArray name = cut < 0 ? key : key.first(cut + 1);
        const bool isKnownPrefix = cut >= 0 && !last.isEmpty() && name == last;
        if (name <= request.marker || isKnownPrefix)
            continue;
        if (left-- == 0) {
            page.isTruncated = true;
            page.nextMarker = last;
            break;
        }
        last = name;
        if (cut >= 0) {
            page.commonPrefixes += name;
            continue;
        }
        ObjectInfo info = at->second.info;
        info.crc64.reset();
        info.contentType.clear();
        info.metadata.clear();
        page.objects += info;
    }
    return page;
}

void FakeStore::put(const QByteArray &key, const QByteArray &body,
                    const ObjectAttributes &attributes, QObject *context,
                    Handler<StoredObject> handler)
{
    ask<StoredObject>(Verb::Put, body.size(), context, std::move(handler),
                      [this, key, body, attributes](bool isCorrupt) -> Result<StoredObject> {
                          if (key.isEmpty() || key.size() > maxKeyBytes)
                              return storeFailure(Code::NameNotAllowed, "KeyTooLong", 400);
                          QByteArray content = body;
                          if (isCorrupt)
                              content[content.size() / 2] ^= 1;
                          return storeObject(key, content, content.size(), md5Etag(content),
                                             attributes);
                      });
}

void FakeStore::copy(const CopyRequest &request, QObject *context, Handler<StoredObject> handler)
{
    m_copies += request;
    ask<StoredObject>(Verb::Copy, 0, context, std::move(handler),
                      [this, request](bool) { return doCopy(request); });
}

Result<StoredObject> FakeStore::doCopy(const CopyRequest &request)
{
    if (!has(request.sourceKey))
        return storeFailure(Code::NotFound, "NoSuchCopySource", 404);
    const Object source = m_objects.at(request.sourceKey);
    if (!request.sourceEtag.isEmpty() && request.sourceEtag != source.info.etag)
        return storeFailure(Code::Changed, "PreconditionFailed", 412);
    if (request.sourceKey == request.targetKey)
        return storeFailure(Code::Invalid, "InvalidRequest", 400);
    if (source.info.sizeBytes > maxSingleBytes)
        return storeFailure(Code::TooLarge, "EntityTooLarge", 400);
    if (source.info.storageClass == "ARCHIVE")
        return storeFailure(Code::Archived, "InvalidObjectState", 403);
    ObjectAttributes attributes;
    attributes.contentType = source.info.contentType;
    attributes.metadata = source.info.metadata;
    attributes.storageClass = request.storageClass;
    return storeObject(request.targetKey, source.content, source.info.sizeBytes, source.info.etag,
                       attributes);
}

void FakeStore::remove(const QByteArray &key, QObject *context, Handler<Done> handler)
{
    ask<Done>(Verb::Remove, 0, context, std::move(handler), [this, key](bool) -> Outcome {
        m_objects.erase(key);
        return Done();
    });
}

// A key with a planned failure is told through fail(Verb::RemoveMany, ...): the whole request.
void FakeStore::removeMany(const QList<QByteArray> &keys, QObject *context,
                           Handler<QList<QByteArray>> handler)
{
    ask<QList<QByteArray>>(Verb::RemoveMany, 0, context, std::move(handler),
                           [this, keys](bool isCorrupt) -> Result<QList<QByteArray>> {
                               if (keys.size() > 1000)
                                   return storeFailure(Code::Invalid, "MalformedXML", 400);
                               for (const QByteArray &key : keys)
                                   if (!isCorrupt || key != keys.last())
                                       m_objects.erase(key);
                               return isCorrupt ? QList<QByteArray>{keys.last()}
                                                : QList<QByteArray>();
                           });
}

// --- uploads in parts

void FakeStore::initiateUpload(const QByteArray &key, const ObjectAttributes &attributes,
                               QObject *context, Handler<QByteArray> handler)
{
    ask<QByteArray>(Verb::Initiate, 0, context, std::move(handler),
                    [this, key, attributes](bool) -> Result<QByteArray> {
                        const QByteArray id = "upload-" + QByteArray::number(m_nextUpload++);
                        m_uploads[id] = {key, attributes, {}};
                        return id;
                    });
}

void FakeStore::putPart(const QByteArray &key, const QByteArray &uploadId, int number,
                        const QByteArray &body, QObject *context, Handler<StoredPart> handler)
{
    Q_UNUSED(key)
    ask<StoredPart>(Verb::PutPart, body.size(), context, std::move(handler),
                    [this, uploadId, number, body](bool isCorrupt) -> Result<StoredPart> {
                        QByteArray content = body;
                        if (isCorrupt)
                            content[content.size() / 2] ^= 1;
                        return doPutPart(uploadId, number, content);
                    });
}

Result<StoredPart> FakeStore::doPutPart(const QByteArray &uploadId, int number,
                                        const QByteArray &body)
{
    if (m_uploads.count(uploadId) == 0)
        return noSuchUpload();
    if (number < 1 || number > maxParts)
        return storeFailure(Code::Invalid, "InvalidArgument", 400);
    const QByteArray etag = md5Etag(body);
    m_uploads[uploadId].parts[number] = {body, body.size(), etag};
    StoredPart part{number, etag, body.size(), {}};
    if (!m_dropsCrc)
        part.crc64 = Crc64::of(body);
    return part;
}

void FakeStore::copyPart(const QByteArray &key, const QByteArray &uploadId, int number,
                         const CopyRequest &source, ByteRange range, QObject *context,
                         Handler<StoredPart> handler)
{
    Q_UNUSED(key)
    ask<StoredPart>(Verb::CopyPart, 0, context, std::move(handler),
                    [this, uploadId, number, source, range](bool) {
                        return doCopyPart(uploadId, number, source, range);
                    });
}

Result<StoredPart> FakeStore::doCopyPart(const QByteArray &uploadId, int number,
                                         const CopyRequest &source, ByteRange range)
{
    if (m_uploads.count(uploadId) == 0)
        return noSuchUpload();
    if (!has(source.sourceKey))
        return storeFailure(Code::NotFound, "NoSuchCopySource", 404);
    const Object &object = m_objects.at(source.sourceKey);
    if (!source.sourceEtag.isEmpty() && source.sourceEtag != object.info.etag)
        return storeFailure(Code::Changed, "PreconditionFailed", 412);
    if (range.count < 1 || range.count > maxSingleBytes
        || range.first + range.count > object.info.sizeBytes)
        return storeFailure(Code::RangeNotPossible, "InvalidRange", 416);
    const QByteArray etag = '"' + QByteArray::number(m_nextEtag++) + '"';
    m_uploads[uploadId].parts[number] = {object.content.mid(range.first, range.count), range.count,
                                         etag};
    return StoredPart{number, etag, range.count, {}};
}

void FakeStore::completeUpload(const QByteArray &key, const QByteArray &uploadId,
                               const QList<StoredPart> &parts, QObject *context,
                               Handler<StoredObject> handler)
{
    ask<StoredObject>(Verb::Complete, 0, context, std::move(handler),
                      [this, key, uploadId, parts](bool isCorrupt) -> Result<StoredObject> {
                          Result<StoredObject> stored = doComplete(key, uploadId, parts);
                          if (stored && isCorrupt)
                              stored->crc64 = stored->crc64.value_or(0) ^ 1U;
                          return stored;
                      });
}

Result<StoredObject> FakeStore::doComplete(const QByteArray &key, const QByteArray &uploadId,
                                           const QList<StoredPart> &parts)
{
    const auto found = m_uploads.find(uploadId);
    if (found == m_uploads.end() || found->second.key != key)
        return noSuchUpload();
    QByteArray content;
    qint64 sizeBytes = 0;
    m_lastPartSizes.clear();
    for (qsizetype index = 0; index < parts.size(); ++index) {
        const auto part = found->second.parts.find(parts.at(index).number);
        const bool isKnown = parts.at(index).number == index + 1
                             && part != found->second.parts.end()
                             && part->second.etag == parts.at(index).etag;
        if (!isKnown)
            return storeFailure(Code::Invalid, "InvalidPart", 400);
        if (index + 1 < parts.size() && part->second.sizeBytes < minPartBytes)
            return storeFailure(Code::Invalid, "EntityTooSmall", 400);
        content += part->second.content;
        sizeBytes += part->second.sizeBytes;
        m_lastPartSizes += part->second.sizeBytes;
    }
    if (parts.isEmpty())
        return storeFailure(Code::Invalid, "MalformedXML", 400);
    const QByteArray etag = "\"opaque" + QByteArray::number(m_nextEtag++) + '-'
                            + QByteArray::number(parts.size()) + '"';
    const ObjectAttributes attributes = found->second.attributes;
    m_uploads.erase(found);
    return storeObject(key, content, sizeBytes, etag, attributes);
}

void FakeStore::abortUpload(const QByteArray &key, const QByteArray &uploadId, QObject *context,
                            Handler<Done> handler)
{
    Q_UNUSED(key)
    ask<Done>(Verb::Abort, 0, context, std::move(handler), [this, uploadId](bool) -> Outcome {
        m_uploads.erase(uploadId);
        return Done();
    });
}

void FakeStore::listParts(const QByteArray &key, const QByteArray &uploadId, int marker,
                          QObject *context, Handler<PartPage> handler)
{
    Q_UNUSED(key)
    ask<PartPage>(Verb::ListParts, 0, context, std::move(handler),
                  [this, uploadId, marker](bool) -> Result<PartPage> {
                      const auto found = m_uploads.find(uploadId);
                      if (found == m_uploads.end())
                          return noSuchUpload();
                      PartPage page;
                      for (const auto &[number, part] : found->second.parts)
                          if (number > marker)
                              page.parts += {number, part.etag, part.sizeBytes, {}};
                      page.isTruncated = page.parts.size() > 1000;
                      page.parts.resize(std::min<qsizetype>(page.parts.size(), 1000));
                      page.nextMarker = page.isTruncated ? page.parts.last().number : 0;
                      return page;
                  });
}

void FakeStore::listUploads(const QByteArray &prefix, const QByteArray &keyMarker,
                            const QByteArray &uploadIdMarker, QObject *context,
                            Handler<UploadPage> handler)
{
    ask<UploadPage>(Verb::ListUploads, 0, context, std::move(handler),
                    [this, prefix, keyMarker, uploadIdMarker](bool) -> Result<UploadPage> {
                        UploadPage page;
                        for (const auto &[id, upload] : m_uploads) {
                            const bool isBehind =
                                upload.key > keyMarker
                                || (upload.key == keyMarker && !uploadIdMarker.isEmpty()
                                    && id > uploadIdMarker);
                            if (upload.key.startsWith(prefix) && isBehind)
                                page.uploads += {upload.key, id, {}};
                        }
                        return page;
                    });
}

// --- reading

ObjectReader *FakeStore::read(const QByteArray &key, ByteRange range, const QByteArray &ifMatch,
                              QObject *parent)
{
    auto *reader = new FakeReader(*this, parent);
    for (const Fault &fault : count(Verb::Read))
        switch (fault.kind) {
        case FaultKind::Fail:
        case FaultKind::LoseAnswer:
            reader->refuse(fault.failure);
            break;
        case FaultKind::CutRead:
            reader->cutAfter(fault.atByte);
            break;
        case FaultKind::CorruptRead:
        case FaultKind::CorruptBody:
            reader->corruptAt(fault.atByte);
            break;
        }
    Pending pending{Verb::Read, true, reader, 0, {}};
    pending.answer = [this, reader, key, range, ifMatch] {
        if (m_isVanished)
            return reader->open(gone(), {}, range);
        if (!has(key))
            return reader->open(noSuchKey(), {}, range);
        const Object &object = m_objects.at(key);
        if (!ifMatch.isEmpty() && ifMatch != object.info.etag)
            return reader->open(storeFailure(Code::Changed, "PreconditionFailed", 412), {}, range);
        if (!range.isWhole() && range.first >= object.info.sizeBytes)
            return reader->open(storeFailure(Code::RangeNotPossible, "InvalidRange", 416), {},
                                range);
        reader->open(object.info, object.content, range);
    };
    enqueue(std::move(pending));
    return reader;
}
