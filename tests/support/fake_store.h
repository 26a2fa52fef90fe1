// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_reader.h"
#include "store/object_store.h"
#include "support/fake_answers.h"

#include <QDateTime>
#include <QHash>
#include <QPointer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>

/// An ObjectStore in memory that behaves like COS and can be told to misbehave. Every answer comes
/// through the event loop. A request takes effect in the moment its answer is given; one whose
/// context died before has no effect. Verbs count when they are asked, from 1.
class FakeStore final : public cosftp::ObjectStore
{
public:
    enum class Verb {
        HeadBucket,
        Head,
        List,
        Put,
        Copy,
        Remove,
        RemoveMany,
        Initiate,
        PutPart,
        CopyPart,
        Complete,
        Abort,
        ListParts,
        ListUploads,
        Read,
        Restore,
        Access
    };
    static constexpr int verbCount = 17;
    static const char *nameOf(Verb verb);

    FakeStore();
    ~FakeStore() override;

    // What is in the bucket.
    void addObject(const QByteArray &key, const QByteArray &content = "x",
                   const QByteArray &storageClass = "STANDARD");
    void addObject(const QByteArray &key, const QByteArray &content,
                   const cosftp::ObjectAttributes &attributes);
    void addHugeObject(const QByteArray &key, qint64 sizeBytes);  ///< No content, no CRC-64.
    void removeObject(const QByteArray &key);
    /// Gives an object access rights of its own, as access() tells them.
    void setAccess(const QByteArray &key, const cosftp::NamedValues &access);
    [[nodiscard]] cosftp::NamedValues accessOf(const QByteArray &key) const;
    [[nodiscard]] bool has(const QByteArray &key) const { return m_objects.count(key) > 0; }
    [[nodiscard]] QByteArray content(const QByteArray &key) const;
    [[nodiscard]] cosftp::ObjectInfo info(const QByteArray &key) const;
    [[nodiscard]] QList<QByteArray> keys() const;
    [[nodiscard]] int openUploads() const { return static_cast<int>(m_uploads.size()); }
    [[nodiscard]] QList<QByteArray> openUploadIds() const;
    /// What stands in parts 1..count of an open upload, one after the other.
    [[nodiscard]] QByteArray partsContent(const QByteArray &uploadId, qsizetype count) const;
    /// Makes an object look as if it was stored earlier.
    void age(const QByteArray &key, std::chrono::seconds by);
    /// Makes the open uploads look older; their parts have no times here.
    void ageUploads(qint64 seconds);
    [[nodiscard]] QList<qint64> lastPartSizes() const { return m_lastPartSizes; }

    // What was asked.
    [[nodiscard]] int requests() const;
    [[nodiscard]] int requests(Verb verb) const { return m_asked.value(verb); }
    [[nodiscard]] int maxAtOnce(Verb verb) const { return m_maxAtOnce.value(verb); }
    [[nodiscard]] qint64 maxHeldBodyBytes() const { return m_maxHeldBodyBytes; }
    [[nodiscard]] qint64 bytesRead() const { return m_bytesRead; }
    [[nodiscard]] const QList<cosftp::CopyRequest> &copies() const { return m_copies; }
    /// Keys that restore() was asked for, with the days.
    [[nodiscard]] const QList<std::pair<QByteArray, int>> &restores() const { return m_restores; }
    void resetCounters();

    // Faults. `nth` counts the verb's requests from the next one on, beginning with 1.
    void fail(Verb verb, int nth, const cosftp::Failure &failure);
    /// The request takes effect, but its answer says `failure`.
    void loseAnswer(Verb verb, int nth, const cosftp::Failure &failure);
    /// The body of a put or part arrives with one bit changed; the answer's CRC-64 tells.
    void corruptBody(Verb verb, int nth);
    void cutRead(int nth, qint64 afterBytes);
    void corruptRead(int nth, qint64 atByte);
    /// As in a bucket that ever had versioning: Replacing::Forbidden has no effect.
    void ignoreForbidding(bool isIgnored) { m_ignoresForbidding = isIgnored; }
    void dropCrc(bool isDropped) { m_dropsCrc = isDropped; }  ///< As a store of old objects.
    /// From now on listings show the bucket as it is now, until settleListings().
    void freezeListings();
    void settleListings() { m_frozen.reset(); }
    /// How far away the store is: time until each answer, and between two pieces (50,000 bytes) of
    /// each body. Requests beside each other do not slow each other down.
    void setDistance(std::chrono::milliseconds latency, std::chrono::milliseconds piecePause)
    {
        m_latency = latency;
        m_piecePause = piecePause;
    }
    /// Every request, also those under way, fails with Network.
    void vanish()
    {
        m_isVanished = true;
        releaseAll();
    }
    void comeBack() { m_isVanished = false; }
    /// From now on the bucket keeps versions: nothing is created exclusively any more.
    void keepVersions() { m_keepsVersions = true; }
    /// The store's clock goes on by this, all at once.
    void passTime(std::chrono::milliseconds time) { m_clockAhead += time; }

    /// Plans that have not come true are given up. True if there were any.
    bool clearFaults();
    /// Nothing that anybody waits for is under way; bodies that are being read do not count.
    [[nodiscard]] bool isIdle() const;
    [[nodiscard]] bool isQuiet() const;  ///< Idle, and nobody reads.

    // Answers held back.
    void hold(Verb verb) { m_held.insert(verb, true); }
    [[nodiscard]] int waiting(Verb verb) const;  ///< Asked, not answered, asker still there.
    void release(Verb verb, int index = 0);      ///< One of the waiting ones, still later.
    void releaseAll();                           ///< And hold no more.

    // ObjectStore
    std::shared_ptr<cosftp::ObjectStore> share() override;
    [[nodiscard]] QDateTime now() const override
    {
        return QDateTime::currentDateTimeUtc().addMSecs(m_clockAhead.count());
    }
    [[nodiscard]] QObject *background() override { return &m_loop; }
    void headBucket(QObject *context, cosftp::Handler<cosftp::Done> handler) override;
    void head(const QByteArray &key, QObject *context,
              cosftp::Handler<cosftp::ObjectInfo> handler) override;
    void list(const cosftp::ListRequest &request, QObject *context,
              cosftp::Handler<cosftp::ListPage> handler) override;
    void put(const QByteArray &key, const QByteArray &body,
             const cosftp::ObjectAttributes &attributes, QObject *context,
             cosftp::Handler<cosftp::StoredObject> handler,
             cosftp::Replacing replacing = cosftp::Replacing::Allowed) override;
    void access(const QByteArray &key, QObject *context,
                cosftp::Handler<cosftp::NamedValues> handler) override;
    void copy(const cosftp::CopyRequest &request, QObject *context,
              cosftp::Handler<cosftp::StoredObject> handler) override;
    void remove(const QByteArray &key, QObject *context,
                cosftp::Handler<cosftp::Done> handler) override;
    void removeMany(const QList<QByteArray> &keys, QObject *context,
                    cosftp::Handler<QList<QByteArray>> handler) override;
    void initiateUpload(const QByteArray &key, const cosftp::ObjectAttributes &attributes,
                        QObject *context, cosftp::Handler<QByteArray> handler) override;
    void putPart(const QByteArray &key, const QByteArray &uploadId, int number,
                 const QByteArray &body, QObject *context,
                 cosftp::Handler<cosftp::StoredPart> handler) override;
    void copyPart(const QByteArray &key, const QByteArray &uploadId, int number,
                  const cosftp::CopyRequest &source, cosftp::ByteRange range, QObject *context,
                  cosftp::Handler<cosftp::StoredPart> handler) override;
    void completeUpload(const QByteArray &key, const QByteArray &uploadId,
                        const QList<cosftp::StoredPart> &parts, QObject *context,
                        cosftp::Handler<cosftp::StoredObject> handler,
                        cosftp::Replacing replacing = cosftp::Replacing::Allowed) override;
    void abortUpload(const QByteArray &key, const QByteArray &uploadId, QObject *context,
                     cosftp::Handler<cosftp::Done> handler) override;
    void listParts(const QByteArray &key, const QByteArray &uploadId, int marker, QObject *context,
                   cosftp::Handler<cosftp::PartPage> handler) override;
    void listUploads(const QByteArray &prefix, const QByteArray &keyMarker,
                     const QByteArray &uploadIdMarker, QObject *context,
                     cosftp::Handler<cosftp::UploadPage> handler) override;
    void restore(const QByteArray &key, int days, QObject *context,
                 cosftp::Handler<cosftp::Done> handler) override;
    cosftp::ObjectReader *read(const QByteArray &key, cosftp::ByteRange range,
                               const QByteArray &ifMatch, QObject *parent) override;

private:
    friend class FakeReader;
    struct Object
    {
        cosftp::ObjectInfo info;
        QByteArray content;
        bool isRestored = false;
        cosftp::NamedValues access = {};
    };
    using Objects = std::map<QByteArray, Object>;
    struct Part
    {
        QByteArray content;
        qint64 sizeBytes = 0;
        QByteArray etag;
    };
    struct OpenUpload
    {
        QByteArray key;
        cosftp::ObjectAttributes attributes;
        std::map<int, Part> parts;
        QDateTime initiated = QDateTime::currentDateTimeUtc();
    };
    enum class FaultKind { Fail, LoseAnswer, CorruptBody, CutRead, CorruptRead };
    struct Fault
    {
        FaultKind kind = FaultKind::Fail;
        cosftp::Failure failure;
        qint64 atByte = 0;
    };
    struct Pending
    {
        Verb verb = Verb::Head;
        bool hasContext = false;
        QPointer<QObject> context;
        qint64 bodyBytes = 0;
        std::function<void()> answer;
        [[nodiscard]] bool isWanted() const { return !hasContext || context != nullptr; }
    };

    static cosftp::NamedValues &headersFor(const QByteArray &name, Object &object);
    template <typename T>
    void ask(Verb verb, qint64 bodyBytes, QObject *context, cosftp::Handler<T> handler,
             std::function<cosftp::Result<T>(bool isCorrupt)> effect);
    [[nodiscard]] QList<Fault> count(Verb verb);
    void addFault(Verb verb, int nth, Fault fault);
    void enqueue(Pending pending);
    void dropUnwanted();
    void answer(int id);
    void notePeaks(Verb verb);
    [[nodiscard]] bool isTaken(const QByteArray &key, cosftp::Replacing replacing) const
    {
        return replacing == cosftp::Replacing::Forbidden && has(key) && !m_ignoresForbidding
               && !m_keepsVersions;
    }
    cosftp::StoredObject storeObject(const QByteArray &key, const QByteArray &content,
                                     qint64 sizeBytes, const QByteArray &etag,
                                     const cosftp::ObjectAttributes &attributes);
    cosftp::Result<cosftp::StoredObject> doCopy(const cosftp::CopyRequest &request);
    cosftp::Result<cosftp::StoredPart> doCopyPart(const QByteArray &uploadId, int number,
                                                  const cosftp::CopyRequest &source,
                                                  cosftp::ByteRange range);
    cosftp::Result<cosftp::StoredPart> doPutPart(const QByteArray &uploadId, int number,
                                                 const QByteArray &body);
    cosftp::Result<cosftp::StoredObject> doComplete(const QByteArray &key,
                                                    const QByteArray &uploadId,
                                                    const QList<cosftp::StoredPart> &parts);
    [[nodiscard]] cosftp::Result<cosftp::StoredObject>
    completedBefore(const QByteArray &key, const QList<cosftp::StoredPart> &parts) const;
    [[nodiscard]] cosftp::ListPage doList(const cosftp::ListRequest &request) const;

    Objects m_objects;
    std::unique_ptr<Objects> m_frozen;
    std::map<QByteArray, OpenUpload> m_uploads;
    int m_nextUpload = 1;
    int m_nextEtag = 1;
    QHash<Verb, int> m_asked;
    QHash<Verb, int> m_askedEver;
    QHash<Verb, int> m_maxAtOnce;
    QHash<Verb, QHash<int, QList<Fault>>> m_faults;
    QHash<Verb, bool> m_held;
    QList<cosftp::CopyRequest> m_copies;
    QList<std::pair<QByteArray, int>> m_restores;
    QList<qint64> m_lastPartSizes;
    std::map<int, Pending> m_pending;
    QList<QPointer<QObject>> m_readers;  ///< Those that still deliver.
    int m_nextPending = 1;
    qint64 m_maxHeldBodyBytes = 0;
    qint64 m_bytesRead = 0;
    std::chrono::milliseconds m_latency{0};
    std::chrono::milliseconds m_piecePause{0};
    std::chrono::milliseconds m_clockAhead{0};
    bool m_dropsCrc = false;
    bool m_keepsVersions = false;
    int m_nextVersion = 1;
    bool m_ignoresForbidding = false;
    bool m_isVanished = false;
    QObject m_loop;
};

template <typename T>
void FakeStore::ask(Verb verb, qint64 bodyBytes, QObject *context, cosftp::Handler<T> handler,
                    std::function<cosftp::Result<T>(bool isCorrupt)> effect)
{
    const QList<Fault> faults = count(verb);
    Pending pending{verb, context != nullptr, context, bodyBytes, {}};
    pending.answer = [this, faults, handler = std::move(handler), effect = std::move(effect)] {
        if (m_isVanished)
            return handler(fake::gone());
        bool isCorrupt = false;
        for (const Fault &fault : faults) {
            if (fault.kind == FaultKind::Fail)
                return handler(fault.failure);
            isCorrupt = isCorrupt || fault.kind == FaultKind::CorruptBody;
        }
        const cosftp::Result<T> result = effect(isCorrupt);
        for (const Fault &fault : faults)
            if (fault.kind == FaultKind::LoseAnswer)
                return handler(fault.failure);
        handler(result);
    };
    enqueue(std::move(pending));
}
