// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/timeline.h"
#include "support/fake_store.h"

#include <QRandomGenerator>

namespace cosftp::test {

/// How far away and how bad the store is for one server.
struct Weather
{
    qint64 leastUs = 500;  ///< One way.
    qint64 mostUs = 20'000;
    int slowIn = 50;  ///< One request in so many takes four times as long.
    int faultIn = 0;  ///< One request in so many meets a fault; 0: none.
};

/// How the store can betray a server, to see whether the judge notices: each takes away what one of
/// the server's precautions stands on.
enum class Lie {
    None,
    OldLooks,  ///< HEAD tells for a second what it told before: a look before a publish is blind.
    OpenCreates,    ///< Nothing is created exclusively, as in a bucket that had versioning.
    WrongClock,     ///< The store's clock is the server's own.
    LostDeletions,  ///< A deletion succeeds and does nothing.
    Portal          ///< One PUT in ten succeeds and does nothing, as if a captive portal answered.
};

/// What all servers of a world share.
struct Surroundings
{
    FakeStore &bucket;
    Timeline &timeline;
    int underWay = 0;  ///< Requests.
    Lie lie = Lie::None;
};

/// The bucket as one server sees it: far away, with faults, and gone when the server is killed.
/// What a request does happens when it arrives there; what its asker learns, when the answer is
/// back. Who dies in between takes it back or not.
class FarStore final : public ObjectStore, public std::enable_shared_from_this<FarStore>
{
public:
    using NoteTrouble = std::function<void(const QByteArray &what)>;

    FarStore(Surroundings &surroundings, quint32 seed, NoteTrouble note);
    ~FarStore() override;

    void setWeather(const Weather &weather) { m_weather = weather; }
    void setWallError(qint64 us) { m_wallErrorUs = us; }
    [[nodiscard]] qint64 wallErrorUs() const { return m_wallErrorUs; }
    /// The server is killed: what is under way arrives or does not, nobody hears of it.
    void kill();

    std::shared_ptr<ObjectStore> share() override;
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] QObject *background() override { return m_background.get(); }
    void headBucket(QObject *context, Handler<Done> handler) override;
    void head(const QByteArray &key, QObject *context, Handler<ObjectInfo> handler) override;
    void list(const ListRequest &request, QObject *context, Handler<ListPage> handler) override;
    void put(const QByteArray &key, const QByteArray &body, const ObjectAttributes &attributes,
             QObject *context, Handler<StoredObject> handler, Replacing replacing) override;
    void access(const QByteArray &key, QObject *context, Handler<NamedValues> handler) override;
    void copy(const CopyRequest &request, QObject *context, Handler<StoredObject> handler) override;
    void remove(const QByteArray &key, QObject *context, Handler<Done> handler) override;
    void removeMany(const QList<QByteArray> &keys, QObject *context,
                    Handler<QList<QByteArray>> handler) override;
    void initiateUpload(const QByteArray &key, const ObjectAttributes &attributes, QObject *context,
                        Handler<QByteArray> handler) override;
    void putPart(const QByteArray &key, const QByteArray &uploadId, int number,
                 const QByteArray &body, QObject *context, Handler<StoredPart> handler) override;
    void copyPart(const QByteArray &key, const QByteArray &uploadId, int number,
                  const CopyRequest &source, ByteRange range, QObject *context,
                  Handler<StoredPart> handler) override;
    void completeUpload(const QByteArray &key, const QByteArray &uploadId,
                        const QList<StoredPart> &parts, QObject *context,
                        Handler<StoredObject> handler, Replacing replacing) override;
    void abortUpload(const QByteArray &key, const QByteArray &uploadId, QObject *context,
                     Handler<Done> handler) override;
    void listParts(const QByteArray &key, const QByteArray &uploadId, int marker, QObject *context,
                   Handler<PartPage> handler) override;
    void listUploads(const QByteArray &prefix, const QByteArray &keyMarker,
                     const QByteArray &uploadIdMarker, QObject *context,
                     Handler<UploadPage> handler) override;
    void restore(const QByteArray &key, int days, QObject *context, Handler<Done> handler) override;
    ObjectReader *read(const QByteArray &key, ByteRange range, const QByteArray &ifMatch,
                       QObject *parent) override;

private:
    template <typename T>
    struct Trip
    {
        bool hasContext = false;
        QPointer<QObject> context;
        Handler<T> handler;
        [[nodiscard]] bool isWanted() const { return !hasContext || context != nullptr; }
    };
    template <typename T>
    using Request = std::function<void(QObject *context, Handler<T> handler)>;

    template <typename T>
    void travel(FakeStore::Verb verb, QObject *context, Handler<T> handler, Request<T> request);
    template <typename T>
    void arrive(FakeStore::Verb verb, const std::shared_ptr<Trip<T>> &trip,
                const Request<T> &request);
    template <typename T>
    void bringBack(const std::shared_ptr<Trip<T>> &trip, const Result<T> &result);
    [[nodiscard]] qint64 oneWayUs();
    [[nodiscard]] Result<ObjectInfo> lookedAt(const QByteArray &key,
                                              const Result<ObjectInfo> &info);
    [[nodiscard]] Replacing allowed(Replacing replacing) const;
    void drawFault(FakeStore::Verb verb);
    void drawReadFault();

    Surroundings &m_surroundings;
    FakeStore &m_bucket;
    Timeline &m_timeline;
    QRandomGenerator m_random;
    NoteTrouble m_note;
    Weather m_weather;
    qint64 m_wallErrorUs = 0;
    struct Look
    {
        Result<ObjectInfo> info;
        qint64 us = 0;
    };
    std::map<QByteArray, Look> m_looks;
    bool m_isDead = false;
    bool m_hasAnswer = false;
    QObject m_arrivals;
    std::unique_ptr<QObject> m_background = std::make_unique<QObject>();
};

}  // namespace cosftp::test
