// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/http/http_message.h"
#include "store/http/slot_book.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <memory>
#include <vector>

namespace cosftp {

class HttpCall;

struct HttpLimits
{
    int bulkSlots = 64;  ///< Times six requests in flight per host.
    int metadataSlots = 8;
    /// A manager that did nothing for three of these is given up. Qt keeps an unused connection
    /// for 120 s, so it has none by then.
    std::chrono::milliseconds idleRound = std::chrono::seconds(60);
};

/// The connections of one worker thread: request slots over QNetworkAccessManager, with a queue of
/// ours in front, first come first served per host. Lives in the worker's thread and has to
/// outlive the calls that use it; make an HttpCall to send something.
class HttpClient final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpClient)

public:
    explicit HttpClient(HttpLimits limits = {}, QObject *parent = nullptr);
    ~HttpClient() override;

    /// Jobs that nobody waits for (the abort of an upload whose session is gone) are children of
    /// this; a worker that stops gives them time while it has any.
    QObject *background() { return &m_background; }
    [[nodiscard]] int callsInFlight() const { return m_inFlight; }
    [[nodiscard]] int callsWaiting() const;
    /// Something is under way: a call, or a job in the background that pauses before another try.
    [[nodiscard]] bool isBusy() const
    {
        return m_inFlight > 0 || !m_background.children().isEmpty();
    }

private:
    friend class HttpCall;
    /// A manager costs a helper thread once it has sent something; idle ones are given up.
    struct Slot
    {
        std::unique_ptr<QNetworkAccessManager> manager;
        int idleRounds = 0;
    };
    struct Pool
    {
        explicit Pool(int limit) : book(limit) {}
        SlotBook book;
        std::vector<Slot> slotList;
        QHash<QByteArray, std::deque<QPointer<HttpCall>>> waiting;
    };

    void enter(HttpCall *call);  ///< Runs it now, or as soon as a slot is free.
    void leave(Lane lane, int slot, const QByteArray &host);
    void runIn(Pool &pool, int slot, HttpCall *call);
    void dropIdleManagers();
    Pool &pool(Lane lane) { return lane == Lane::Bulk ? m_bulk : m_metadata; }

    Pool m_bulk;
    Pool m_metadata;
    QTimer m_idleTimer;
    QObject m_background;
    int m_inFlight = 0;
};

}  // namespace cosftp
