// SPDX-License-Identifier: GPL-3.0-or-later
#include "ftp/refused_input.h"

#include "core/logging.h"
#include "core/thread_check.h"
#include "net/channel.h"

#include <array>
#include <chrono>

namespace cosftp {

using namespace std::chrono_literals;

namespace {
constexpr qint64 mostBytes = 1024LL * 1024 * 1024;
constexpr std::chrono::milliseconds mostTime = 60s;
constexpr std::chrono::milliseconds mostSilence = 15s;
constexpr std::chrono::milliseconds timeAfterFin = 2s;
constexpr std::chrono::milliseconds tick = 500ms;
constexpr std::size_t pieceBytes = 64 * 1024;

bool isOver(const QElapsedTimer &since, std::chrono::milliseconds limit)
{
    return since.isValid() && since.hasExpired(limit.count());
}
}  // namespace

RefusedInput::RefusedInput(Channel *channel, Lease lease, const QByteArray &tag, QObject *parent)
    : QObject(parent), m_channel(channel), m_lease(std::move(lease)), m_tag(tag)
{
    m_channel->setParent(this);
    connect(m_channel, &Channel::readable, this, &RefusedInput::take);
    connect(m_channel, &Channel::broken, this, &RefusedInput::close);
    connect(&m_tick, &QTimer::timeout, this, &RefusedInput::onTick);
    m_channel->setReading(true);
}

void RefusedInput::answered()
{
    assertThread(*this);
    if (m_isClosed || m_sinceAnswer.isValid())
        return;
    m_sinceAnswer.start();
    m_sinceByte.start();
    m_tick.start(tick);
    m_channel->setReading(true);
}

// Some clients see only this end, and stop.
void RefusedInput::end()
{
    assertThread(*this);
    answered();
    if (m_isClosed || m_sinceFin.isValid())
        return;
    m_sinceFin.start();
    m_channel->finishWriting();
}

void RefusedInput::take()
{
    static thread_local std::array<char, pieceBytes> buffer;
    const bool isEnough = m_dropped >= mostBytes && !m_sinceFin.isValid();
    if (isEnough && !m_sinceAnswer.isValid())
        return m_channel->setReading(false);
    if (isEnough)
        end();
    const qint64 count = m_channel->read(buffer.data(), buffer.size());
    if (count == 0 && m_channel->end() != StreamEnd::Open)
        return close();
    m_dropped += count;
    if (count > 0 && m_sinceByte.isValid())
        m_sinceByte.restart();
}

void RefusedInput::onTick()
{
    if (isOver(m_sinceFin, timeAfterFin))
        return close();
    if (isOver(m_sinceAnswer, mostTime) || isOver(m_sinceByte, mostSilence))
        end();
}

void RefusedInput::close()
{
    if (std::exchange(m_isClosed, true))
        return;
    m_tick.stop();
    m_channel->disconnect(this);
    m_channel->close();
    m_lease.reset();
    qCDebug(lcTransfer).noquote() << m_tag << "bytes behind a refusal dropped:" << m_dropped;
    deleteLater();
}

}  // namespace cosftp
