// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_reader.h"

#include <QTimer>

#include <algorithm>
#include <cstring>

using namespace cosftp;

void FakeReader::open(const Result<ObjectInfo> &info, const QByteArray &content, ByteRange range)
{
    if (m_refusal)
        return end(*m_refusal);
    if (!info)
        return end(info.error());
    m_info = *info;
    m_body = content.mid(range.first, range.count);
    if (m_corruptAt && *m_corruptAt < m_body.size())
        m_body[*m_corruptAt] ^= 1;
    Q_EMIT opened();
    arriveLater();
}

void FakeReader::arriveLater()
{
    const std::chrono::milliseconds pause = m_store.m_piecePause;
    if (pause == std::chrono::milliseconds::zero()) {
        QMetaObject::invokeMethod(
            this, [this] { arrive(); }, Qt::QueuedConnection);
    } else if (!std::exchange(m_isArriving, true)) {
        QTimer::singleShot(pause, Qt::PreciseTimer, this, [this] {
            m_isArriving = false;
            arrive();
        });
    }
}

void FakeReader::arrive()
{
    if (m_isEnded)
        return;
    const qint64 end_ = m_cutAfter ? std::min<qint64>(*m_cutAfter, m_body.size()) : m_body.size();
    const qint64 room = m_delivered + windowBytes - m_arrived;
    const qint64 bytes = std::min({pieceBytes, room, end_ - m_arrived});
    m_arrived += std::max<qint64>(bytes, 0);
    if (m_cutAfter && m_arrived >= *m_cutAfter && m_arrived < m_body.size())
        return end(Failure::of(Failure::Code::Network, QStringLiteral("the body broke off")));
    if (m_delivered == m_body.size())
        return end(Done());
    if (bytes > 0) {
        Q_EMIT readyRead();
        arriveLater();
    }
}

qint64 FakeReader::read(char *buffer, qint64 maxBytes)
{
    if (m_isEnded)
        return 0;
    const qint64 bytes = std::min(maxBytes, m_arrived - m_delivered);
    if (bytes <= 0)
        return 0;
    std::memcpy(buffer, m_body.constData() + m_delivered, static_cast<std::size_t>(bytes));
    m_delivered += bytes;
    m_store.m_bytesRead += bytes;
    if (m_delivered == m_body.size())
        end(Done());  // from inside read(), as the interface allows
    else
        arriveLater();
    return bytes;
}

void FakeReader::end(const Outcome &outcome)
{
    if (std::exchange(m_isEnded, true))
        return;
    Q_EMIT finished(outcome);
}
