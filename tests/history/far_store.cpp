// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/far_store.h"

#include "history/far_reader.h"
#include "history/virtual_clock.h"

#include <array>

namespace cosftp::test {

namespace {

using Verb = FakeStore::Verb;

constexpr int slowness = 4;
constexpr qint64 blindUs = 1'000'000;
constexpr quint32 portalIn = 10;

struct Fault
{
    Failure::Code code;
    int status;
    bool isRetryable;
    bool isLost;  ///< Of what was done only the answer is.
    const char *words;
};
constexpr std::array<Fault, 6> faults{{
    {Failure::Code::Busy, 503, true, false, "503 to "},
    {Failure::Code::Network, 0, true, false, "the line breaks before "},
    {Failure::Code::Denied, 403, false, false, "403 to "},
    {Failure::Code::Network, 0, true, true, "the answer is lost to "},
    {Failure::Code::Timeout, 0, true, true, "no answer in time to "},
    {Failure::Code::Busy, 503, true, true, "503 although it was done: "},
}};

Failure failureOf(const Fault &fault)
{
    Failure failure = Failure::of(fault.code, QStringLiteral("a planned fault"));
    failure.httpStatus = fault.status;
    failure.retryable = fault.isRetryable;
    return failure;
}

}  // namespace

FarStore::FarStore(Surroundings &surroundings, quint32 seed, NoteTrouble note)
    : m_surroundings(surroundings), m_bucket(surroundings.bucket),
      m_timeline(surroundings.timeline), m_random(seed), m_note(std::move(note))
{}

FarStore::~FarStore() = default;

std::shared_ptr<ObjectStore> FarStore::share() { return shared_from_this(); }

// What works in the background dies with its process.
void FarStore::kill()
{
    m_isDead = true;
    m_background = std::make_unique<QObject>();
}

// As the real one: this machine's clock, until an answer told the store's.
QDateTime FarStore::now() const
{
    const bool isTold = m_hasAnswer && m_surroundings.lie != Lie::WrongClock;
    return VirtualClock::wallTime(isTold ? 0 : m_wallErrorUs);
}

qint64 FarStore::oneWayUs()
{
    const qint64 us = m_random.bounded(m_weather.leastUs, m_weather.mostUs);
    return m_random.bounded(m_weather.slowIn) == 0 ? us * slowness : us;
}

Replacing FarStore::allowed(Replacing replacing) const
{
    return m_surroundings.lie == Lie::OpenCreates ? Replacing::Allowed : replacing;
}

Result<ObjectInfo> FarStore::lookedAt(const QByteArray &key, const Result<ObjectInfo> &info)
{
    if (m_surroundings.lie != Lie::OldLooks)
        return info;
    const auto known = m_looks.find(key);
    const bool isOld = known != m_looks.end() && known->second.us + blindUs > m_timeline.nowUs();
    if (!isOld)
        m_looks[key] = {info, m_timeline.nowUs()};
    return m_looks[key].info;
}

void FarStore::drawFault(Verb verb)
{
    if (m_weather.faultIn == 0 || m_isDead || m_random.bounded(m_weather.faultIn) > 0)
        return;
    const Fault &fault = faults.at(m_random.bounded(static_cast<quint32>(faults.size())));
    m_note(fault.words + QByteArray(FakeStore::nameOf(verb)));
    if (fault.isLost)
        m_bucket.loseAnswer(verb, 1, failureOf(fault));
    else
        m_bucket.fail(verb, 1, failureOf(fault));
}

void FarStore::drawReadFault()
{
    constexpr int mostBytes = 300'000;
    if (m_weather.faultIn == 0 || m_isDead || m_random.bounded(m_weather.faultIn) > 0)
        return;
    if (m_random.bounded(2) == 0)
        return drawFault(Verb::Read);
    m_note("the body of Read breaks off");
    m_bucket.cutRead(1, m_random.bounded(mostBytes));
}

template <typename T>
void FarStore::travel(Verb verb, QObject *context, Handler<T> handler, Request<T> request)
{
    auto trip = std::make_shared<Trip<T>>(Trip<T>{context != nullptr, context, std::move(handler)});
    ++m_surroundings.underWay;
    const auto self = shared_from_this();
    if (m_isDead)  // what a killed process would not ask any more
        return m_timeline.after(0, nullptr,
                                [self, trip] { self->bringBack<T>(trip, fake::gone()); });
    m_timeline.after(oneWayUs(), nullptr, [self, verb, trip, request = std::move(request)] {
        self->arrive<T>(verb, trip, request);
    });
}

template <typename T>
void FarStore::arrive(Verb verb, const std::shared_ptr<Trip<T>> &trip, const Request<T> &request)
{
    const bool isTakenBack = (m_isDead || !trip->isWanted()) && m_random.bounded(2) == 0;
    if (isTakenBack)
        return bringBack<T>(trip, fake::gone());
    drawFault(verb);
    request(&m_arrivals, [self = shared_from_this(), trip](const Result<T> &result) {
        self->m_timeline.after(
            self->oneWayUs(), nullptr, [self, trip, result] { self->bringBack<T>(trip, result); },
            self->m_wallErrorUs);
    });
}

template <typename T>
void FarStore::bringBack(const std::shared_ptr<Trip<T>> &trip, const Result<T> &result)
{
    --m_surroundings.underWay;
    m_hasAnswer = m_hasAnswer || !m_isDead;
    if (trip->isWanted())
        trip->handler(m_isDead ? Result<T>(fake::gone()) : result);
}

void FarStore::headBucket(QObject *context, Handler<Done> handler)
{
    travel<Done>(Verb::HeadBucket, context, std::move(handler),
                 [this](QObject *here, Handler<Done> answer) {
                     m_bucket.headBucket(here, std::move(answer));
                 });
}

void FarStore::head(const QByteArray &key, QObject *context, Handler<ObjectInfo> handler)
{
    travel<ObjectInfo>(
        Verb::Head, context, std::move(handler),
        [this, key](QObject *here, Handler<ObjectInfo> answer) {
            m_bucket.head(key, here,
                          [self = shared_from_this(), key, answer](const Result<ObjectInfo> &info) {
                              answer(self->lookedAt(key, info));
                          });
        });
}

void FarStore::list(const ListRequest &request, QObject *context, Handler<ListPage> handler)
{
    travel<ListPage>(Verb::List, context, std::move(handler),
                     [this, request](QObject *here, Handler<ListPage> answer) {
                         m_bucket.list(request, here, std::move(answer));
                     });
}

void FarStore::put(const QByteArray &key, const QByteArray &body,
                   const ObjectAttributes &attributes, QObject *context,
                   Handler<StoredObject> handler, Replacing replacing)
{
    travel<StoredObject>(
        Verb::Put, context, std::move(handler),
        [this, key, body, attributes, replacing](QObject *here, Handler<StoredObject> answer) {
            if (m_surroundings.lie == Lie::Portal && m_random.bounded(portalIn) == 0)
                return answer(StoredObject());
            m_bucket.put(key, body, attributes, here, std::move(answer), allowed(replacing));
        });
}

void FarStore::access(const QByteArray &key, QObject *context, Handler<NamedValues> handler)
{
    travel<NamedValues>(Verb::Access, context, std::move(handler),
                        [this, key](QObject *here, Handler<NamedValues> answer) {
                            m_bucket.access(key, here, std::move(answer));
                        });
}

void FarStore::copy(const CopyRequest &request, QObject *context, Handler<StoredObject> handler)
{
    travel<StoredObject>(Verb::Copy, context, std::move(handler),
                         [this, request](QObject *here, Handler<StoredObject> answer) {
                             CopyRequest asked = request;
                             asked.replacing = allowed(request.replacing);
                             m_bucket.copy(asked, here, std::move(answer));
                         });
}

void FarStore::remove(const QByteArray &key, QObject *context, Handler<Done> handler)
{
    travel<Done>(Verb::Remove, context, std::move(handler),
                 [this, key](QObject *here, Handler<Done> answer) {
                     if (m_surroundings.lie == Lie::LostDeletions)
                         return answer(Done());
                     m_bucket.remove(key, here, std::move(answer));
                 });
}

void FarStore::removeMany(const QList<QByteArray> &keys, QObject *context,
                          Handler<QList<QByteArray>> handler)
{
    travel<QList<QByteArray>>(Verb::RemoveMany, context, std::move(handler),
                              [this, keys](QObject *here, Handler<QList<QByteArray>> answer) {
                                  m_bucket.removeMany(keys, here, std::move(answer));
                              });
}

void FarStore::initiateUpload(const QByteArray &key, const ObjectAttributes &attributes,
                              QObject *context, Handler<QByteArray> handler)
{
    travel<QByteArray>(Verb::Initiate, context, std::move(handler),
                       [this, key, attributes](QObject *here, Handler<QByteArray> answer) {
                           m_bucket.initiateUpload(key, attributes, here, std::move(answer));
                       });
}

void FarStore::putPart(const QByteArray &key, const QByteArray &uploadId, int number,
                       const QByteArray &body, QObject *context, Handler<StoredPart> handler)
{
    travel<StoredPart>(
        Verb::PutPart, context, std::move(handler),
        [this, key, uploadId, number, body](QObject *here, Handler<StoredPart> answer) {
            m_bucket.putPart(key, uploadId, number, body, here, std::move(answer));
        });
}

void FarStore::copyPart(const QByteArray &key, const QByteArray &uploadId, int number,
                        const CopyRequest &source, ByteRange range, QObject *context,
                        Handler<StoredPart> handler)
{
    travel<StoredPart>(
        Verb::CopyPart, context, std::move(handler),
        [this, key, uploadId, number, source, range](QObject *here, Handler<StoredPart> answer) {
            m_bucket.copyPart(key, uploadId, number, source, range, here, std::move(answer));
        });
}

void FarStore::completeUpload(const QByteArray &key, const QByteArray &uploadId,
                              const QList<StoredPart> &parts, QObject *context,
                              Handler<StoredObject> handler, Replacing replacing)
{
    travel<StoredObject>(
        Verb::Complete, context, std::move(handler),
        [this, key, uploadId, parts, replacing](QObject *here, Handler<StoredObject> answer) {
            m_bucket.completeUpload(key, uploadId, parts, here, std::move(answer),
                                    allowed(replacing));
        });
}

void FarStore::abortUpload(const QByteArray &key, const QByteArray &uploadId, QObject *context,
                           Handler<Done> handler)
{
    travel<Done>(Verb::Abort, context, std::move(handler),
                 [this, key, uploadId](QObject *here, Handler<Done> answer) {
                     m_bucket.abortUpload(key, uploadId, here, std::move(answer));
                 });
}

void FarStore::listParts(const QByteArray &key, const QByteArray &uploadId, int marker,
                         QObject *context, Handler<PartPage> handler)
{
    travel<PartPage>(Verb::ListParts, context, std::move(handler),
                     [this, key, uploadId, marker](QObject *here, Handler<PartPage> answer) {
                         m_bucket.listParts(key, uploadId, marker, here, std::move(answer));
                     });
}

void FarStore::listUploads(const QByteArray &prefix, const QByteArray &keyMarker,
                           const QByteArray &uploadIdMarker, QObject *context,
                           Handler<UploadPage> handler)
{
    travel<UploadPage>(
        Verb::ListUploads, context, std::move(handler),
        [this, prefix, keyMarker, uploadIdMarker](QObject *here, Handler<UploadPage> answer) {
            m_bucket.listUploads(prefix, keyMarker, uploadIdMarker, here, std::move(answer));
        });
}

void FarStore::restore(const QByteArray &key, int days, QObject *context, Handler<Done> handler)
{
    travel<Done>(Verb::Restore, context, std::move(handler),
                 [this, key, days](QObject *here, Handler<Done> answer) {
                     m_bucket.restore(key, days, here, std::move(answer));
                 });
}

ObjectReader *FarStore::read(const QByteArray &key, ByteRange range, const QByteArray &ifMatch,
                             QObject *parent)
{
    auto *reader = new FarReader(parent);
    m_timeline.after(
        oneWayUs() + oneWayUs(), reader,
        [self = shared_from_this(), reader, key, range, ifMatch] {
            if (self->m_isDead)
                return reader->refuse(fake::gone());
            self->m_hasAnswer = true;
            self->drawReadFault();
            reader->begin(self->m_bucket.read(key, range, ifMatch, reader));
        },
        m_wallErrorUs);
    return reader;
}

}  // namespace cosftp::test
