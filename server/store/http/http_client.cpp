// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/http/http_client.h"

#include "core/thread_check.h"
#include "store/http/http_call.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>

namespace cosftp {

namespace {

constexpr int idleRoundsKept = 3;

std::unique_ptr<QNetworkAccessManager> newManager()
{
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setProxy(QNetworkProxy::NoProxy);  // Qt would ask the system's proxy settings
    return manager;
}

}  // namespace

HttpClient::HttpClient(HttpLimits limits, QObject *parent)
    : QObject(parent), m_bulk(limits.bulkSlots), m_metadata(limits.metadataSlots)
{
    m_idleTimer.setInterval(limits.idleRound);
    connect(&m_idleTimer, &QTimer::timeout, this, &HttpClient::dropIdleManagers);
}

HttpClient::~HttpClient()
{
    assertThread(*this);
    // Jobs in the background hold calls that look for their slot when they die.
    qDeleteAll(m_background.findChildren<QObject *>(Qt::FindDirectChildrenOnly));
}

int HttpClient::callsWaiting() const
{
    std::size_t count = 0;
    for (const Pool *pool : {&m_bulk, &m_metadata})
        for (const auto &queue : pool->waiting)
            count += queue.size();
    return static_cast<int>(count);
}

void HttpClient::enter(HttpCall *call)
{
    assertThread(*this);
    Pool &target = pool(call->lane());
    const int slot = target.book.take(call->host());
    if (slot < 0)
        target.waiting[call->host()].emplace_back(call);
    else
        runIn(target, slot, call);
}

void HttpClient::runIn(Pool &target, int slot, HttpCall *call)
{
    const auto index = static_cast<std::size_t>(slot);
    if (index >= target.slotList.size())
        target.slotList.resize(index + 1);
    Slot &entry = target.slotList[index];
    if (!entry.manager)
        entry.manager = newManager();
    entry.idleRounds = 0;
    if (!m_idleTimer.isActive())
        m_idleTimer.start();
    ++m_inFlight;
    call->run(*entry.manager, slot);
}

void HttpClient::leave(Lane lane, int slot, const QByteArray &host)
{
    assertThread(*this);
    --m_inFlight;
    Pool &source = pool(lane);
    source.book.giveBack(slot, host);
    const auto queue = source.waiting.find(host);
    if (queue == source.waiting.end())
        return;
    HttpCall *next = nullptr;
    while (next == nullptr && !queue->empty()) {
        next = queue->front();  // null if it was cancelled while it waited
        queue->pop_front();
    }
    if (queue->empty())
        source.waiting.erase(queue);
    if (next != nullptr)
        enter(next);
}

void HttpClient::dropIdleManagers()
{
    bool hasManagers = false;
    for (Pool *each : {&m_bulk, &m_metadata}) {
        for (std::size_t i = 0; i < each->slotList.size(); ++i) {
            Slot &slot = each->slotList[i];
            slot.idleRounds = each->book.load(static_cast<int>(i)) > 0 ? 0 : slot.idleRounds + 1;
            if (slot.idleRounds >= idleRoundsKept)
                slot.manager.reset();
            hasManagers = hasManagers || slot.manager != nullptr;
        }
    }
    if (!hasManagers)
        m_idleTimer.stop();
}

}  // namespace cosftp
