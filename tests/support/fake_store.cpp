// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_store.h"

#include "core/crc64.h"
#include "core/thread_check.h"
#include "store/cos/key_encoding.h"
#include "support/fake_answers.h"
#include "support/fake_reader.h"

#include <QTimer>

#include <algorithm>

using namespace cosftp;
using namespace fake;

const char *FakeStore::nameOf(Verb verb)
{
    static constexpr std::array<const char *, verbCount> names{
        "HeadBucket", "Head",        "List",    "Put",      "Copy",     "Remove",
        "RemoveMany", "Initiate",    "PutPart", "CopyPart", "Complete", "Abort",
        "ListParts",  "ListUploads", "Read",    "Restore",  "Access"};
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

void FakeStore::addObject(const QByteArray &key, const QByteArray &content,
                          const ObjectAttributes &attributes)
{
    storeObject(key, content, content.size(), md5Etag(content), attributes);
}

void FakeStore::addHugeObject(const QByteArray &key, qint64 sizeBytes)
{
    storeObject(key, {}, sizeBytes, "\"huge-" + QByteArray::number(m_nextEtag++) + '"', {});
}

void FakeStore::removeObject(const QByteArray &key) { m_objects.erase(key); }

void FakeStore::age(const QByteArray &key, std::chrono::seconds by)
{
    ObjectInfo &info = m_objects.at(key).info;
    info.lastModified = info.lastModified.addSecs(-by.count());
}

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
    object.info.lastModified = now();
    object.info.storageClass =
        attributes.storageClass.isEmpty() ? "STANDARD" : attributes.storageClass;
    object.info.contentType = attributes.contentType;
    object.info.metadata = attributes.metadata;
    for (const NamedValue &header : attributes.headers)
        headersFor(header.name, object) += header;
    if (object.access == NamedValues{{"x-cos-acl", "default"}})
        object.access.clear();
    if (!m_dropsCrc && content.size() == sizeBytes)
        object.info.crc64 = Crc64::of(content);
    object.content = content;
    StoredObject stored{etag, object.info.crc64, {}};
    if (m_keepsVersions)
        stored.versionId = QByteArray::number(m_nextVersion++);
    m_objects.insert_or_assign(key, std::move(object));
    return stored;
}

NamedValues &FakeStore::headersFor(const QByteArray &name, Object &object)
{
    if (name == "x-cos-acl" || name.startsWith("x-cos-grant-"))
        return object.access;
    return name.startsWith("x-cos-server-side") ? object.info.encryption : object.info.headers;
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
    m_restores.clear();
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

bool FakeStore::clearFaults()
{
    const bool hadAny = std::any_of(m_faults.cbegin(), m_faults.cend(),
                                    [](const auto &planned) { return !planned.isEmpty(); });
    m_faults.clear();
    return hadAny;
}

bool FakeStore::isIdle() const
{
    return std::none_of(m_pending.begin(), m_pending.end(),
                        [](const auto &item) { return item.second.isWanted(); });
}

bool FakeStore::isQuiet() const
{
    return isIdle() && std::all_of(m_readers.begin(), m_readers.end(), [](const auto &reader) {
               return reader == nullptr;
           });
}

QList<FakeStore::Fault> FakeStore::count(Verb verb)
{
    assertThread(m_loop);
    ++m_asked[verb];
    const int nth = ++m_askedEver[verb];
    const auto planned = m_faults.find(verb);
    return planned == m_faults.end() ? QList<Fault>() : planned->take(nth);
}

// --- asking and answering

void FakeStore::enqueue(Pending pending)
{
    const int id = m_nextPending++;
    const Verb verb = pending.verb;
    m_pending.emplace(id, std::move(pending));
    notePeaks(verb);
    if (m_held.value(verb))
        return;
    if (m_latency > std::chrono::milliseconds::zero())
        QTimer::singleShot(m_latency, Qt::PreciseTimer, &m_loop, [this, id] { answer(id); });
    else
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
        info.headers.clear();
        info.encryption.clear();
        page.objects += info;
    }
    return page;
}

void FakeStore::put(const QByteArray &key, const QByteArray &body,
                    const ObjectAttributes &attributes, QObject *context,
                    Handler<StoredObject> handler, Replacing replacing)
{
    ask<StoredObject>(
        Verb::Put, body.size(), context, std::move(handler),
        [this, key, body, attributes, replacing](bool isCorrupt) -> Result<StoredObject> {
            if (isTaken(key, replacing))
                return storeFailure(Code::Exists, "FileAlreadyExists", 409);
            if (const Outcome checked = checkKey(key); !checked)
                return checked.error();
            Q_UNUSED(isCorrupt)  // the store refuses it by its Content-MD5, and it is sent again
            return storeObject(key, body, body.size(), md5Etag(body), attributes);
        });
}

std::shared_ptr<ObjectStore> FakeStore::share()
{
    return {this, [](ObjectStore *) {}};  // the test owns it
}

void FakeStore::setAccess(const QByteArray &key, const NamedValues &access)
{
    m_objects.at(key).access = access;
}

NamedValues FakeStore::accessOf(const QByteArray &key) const
{
    const auto found = m_objects.find(key);
    return found == m_objects.end() ? NamedValues() : found->second.access;
}

void FakeStore::access(const QByteArray &key, QObject *context, Handler<NamedValues> handler)
{
    ask<NamedValues>(Verb::Access, 0, context, std::move(handler),
                     [this, key](bool) -> Result<NamedValues> {
                         if (!has(key))
                             return noSuchKey();
                         return m_objects.at(key).access;
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
    if (request.sourceKey == request.targetKey && !request.replaced)
        return storeFailure(Code::Invalid, "InvalidRequest", 400);
    if (source.info.sizeBytes > maxSingleBytes)
        return storeFailure(Code::TooLarge, "EntityTooLarge", 400);
    if (source.info.storageClass == "ARCHIVE")
        return storeFailure(Code::Archived, "InvalidObjectState", 403);
    ObjectAttributes attributes = attributesOf(source.info);
    attributes.storageClass = request.storageClass;
    attributes.headers = source.info.headers + request.encryption;
    if (isTaken(request.targetKey, request.replacing))
        return storeFailure(Code::Exists, "FileAlreadyExists", 409);
    StoredObject copy = storeObject(request.targetKey, source.content, source.info.sizeBytes,
                                    source.info.etag, request.replaced.value_or(attributes));
    copy.lastModified = info(request.targetKey).lastModified;
    m_objects.at(request.targetKey).access += request.access;
    return copy;
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

// --- reading

ObjectReader *FakeStore::read(const QByteArray &key, ByteRange range, const QByteArray &ifMatch,
                              QObject *parent)
{
    auto *reader = new FakeReader(*this, parent);
    m_readers.removeAll(nullptr);
    m_readers += reader;
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
        if (const Outcome checked = checkKey(key); !checked)
            return reader->open(checked.error(), {}, range);
        if (!has(key))
            return reader->open(noSuchKey(), {}, range);
        const Object &object = m_objects.at(key);
        if (object.info.storageClass == "ARCHIVE" && !object.isRestored)
            return reader->open(storeFailure(Code::Archived, "InvalidObjectState", 403), {}, range);
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

// An archived object can be read from the next moment on; the real store takes hours.
void FakeStore::restore(const QByteArray &key, int days, QObject *context, Handler<Done> handler)
{
    m_restores += std::pair(key, days);
    ask<Done>(Verb::Restore, 0, context, std::move(handler), [this, key](bool) -> Outcome {
        if (!has(key))
            return noSuchKey();
        m_objects.at(key).isRestored = true;
        return Done();
    });
}
