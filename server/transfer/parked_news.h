// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "store/object_store.h"
#include "transfer/parked_uploads.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace cosftp {

/// Learns what waits of one user in a bucket, by a look that begins only now: another server may
/// have left an upload there a moment ago. Whoever asks while somebody looks already waits for the
/// next look, which is one for all who wait. Deletes itself. Thread: the store's.
class ParkedNews final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ParkedNews)

public:
    struct Question
    {
        std::shared_ptr<ParkedUploads> index;
        QByteArray bucket;  ///< NAME-APPID.
        QByteArray user;
    };

    /// Until the answer comes the index says that it is learning. The answer always comes later,
    /// and not if `context` dies first; it fails with what the look failed with.
    static void ask(ObjectStore &store, const Question &question, QObject *context,
                    Handler<Done> handler);
    /// Asks for nobody in particular, as long as `owner` lives. However many call it, one asks for
    /// all who came before its look begins.
    static void bring(ObjectStore &store, const Question &question, QObject *owner);
    ~ParkedNews() override;

private:
    ParkedNews(ObjectStore &store, Question question, QObject *context, Handler<Done> handler);
    void check();
    void answer(const Outcome &outcome);

    std::shared_ptr<ObjectStore> m_store;
    Question m_question;
    Handler<Done> m_handler;
    quint64 m_since;
    bool m_isLooking = false;
    bool m_isPromised = false;
    QTimer m_longestWait;  // a member: the one of QTimer::singleShot() would live to its end
};

}  // namespace cosftp
