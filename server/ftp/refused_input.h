// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ftp/connection_counter.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>

namespace cosftp {

class Channel;

/// The data connection of an upload that was refused while its client still sends. Most clients
/// read the reply only when they have sent everything, and a reset would take it away from them:
/// then they would try for ever. So what comes is taken and dropped: until the client ends, and
/// from the reply on for a minute, for fifteen seconds without a byte and for 1 GiB at most. Then
/// our FIN, two more seconds for those who see it, and the end. Holds one piece of memory for all,
/// and nothing of the session: both may go on and end meanwhile. Deletes itself.
class RefusedInput final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RefusedInput)

public:
    using Lease = std::optional<ConnectionCounter::Lease>;

    /// Takes the channel over, which may be under TLS. `tag` begins the log line.
    RefusedInput(Channel *channel, Lease lease, const QByteArray &tag, QObject *parent);
    ~RefusedInput() override = default;

    /// The reply went out: from now on time counts. Before that a client that is too fast waits.
    void answered();
    /// Nobody wants it any more (ABOR, a newer one): ends soon, in order.
    void end();

private:
    void take();
    void onTick();
    void close();

    Channel *m_channel;
    Lease m_lease;
    QByteArray m_tag;
    QTimer m_tick;
    QElapsedTimer m_sinceAnswer;
    QElapsedTimer m_sinceByte;
    QElapsedTimer m_sinceFin;
    qint64 m_dropped = 0;
    bool m_isClosed = false;
};

}  // namespace cosftp
