// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/key_holds.h"
#include "files/object_version.h"

#include <QObject>

#include <functional>
#include <memory>

namespace cosftp {

/// An object that is to be removed if it still is what it is taken for.
struct DoomedObject
{
    QByteArray key;
    QList<ObjectVersion> versions = {};  ///< One of these; not looked at if there is a twin.
    /// Not empty: only if that object stands and has the same content, and if this one was stored
    /// by `notAfter`.
    QByteArray twinKey = {};
    QDateTime notAfter = {};
};

/// Under which conditions, and in whose name.
struct RemovalTerms
{
    QList<KeySpan> spans;  ///< Held to publish from the look until the removal.
    KeyGuards guards = {};
    KeyHolder holder = {};
    /// Asked before each batch whether it may still be done; may be empty.
    std::function<void(QObject *context, Handler<Done> handler)> confirm = {};
};

struct RemovalReport
{
    qint64 removed = 0;          ///< Or gone already.
    QList<QByteArray> changed;   ///< Kept: something else lies there now.
    QList<QByteArray> leftOver;  ///< Kept: the store would not remove them.
};

/// Removes objects after a look at each: n requests, 16 at a time, and n/100 to remove them. Stops
/// with the failure at the first batch that is not confirmed or not answered. A child of the
/// context, deletes itself after the answer; owns the store.
class RemoveVersions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RemoveVersions)

public:
    RemoveVersions(std::shared_ptr<ObjectStore> store, QList<DoomedObject> objects,
                   RemovalTerms terms, QObject *context, Handler<RemovalReport> handler);
    ~RemoveVersions() override;

    void start();

private:
    void nextBatch();
    void onConfirmed(const Outcome &confirmed);
    void onHeld(const Result<HeldKeys> &publishing);
    void lookNext();
    void lookAtTwin(const DoomedObject &object, const ObjectInfo &info);
    void judge(const DoomedObject &object, const Result<ObjectInfo> &info);
    void onLooked(const QByteArray &key, bool isDoomed);
    void onLookFailed(const Failure &failure);
    void removeBatch();
    void onRemoved(const Result<QList<QByteArray>> &leftOver);
    void end(const Outcome &outcome);

    std::shared_ptr<ObjectStore> m_store;
    QList<DoomedObject> m_objects;  ///< Not looked at yet.
    RemovalTerms m_terms;
    Handler<RemovalReport> m_handler;
    HeldKeys m_publishing;
    qsizetype m_leftInBatch = 0;
    int m_inFlight = 0;
    QList<QByteArray> m_doomed;  ///< Of this batch: looked at.
    RemovalReport m_report;
    Outcome m_looks = Done();
};

}  // namespace cosftp
