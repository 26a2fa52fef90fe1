// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/descriptor.h"
#include "net/proxy_header.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

class QSocketNotifier;

namespace cosftp {

/// Takes the PROXY header off a connection, and not a byte behind it: what follows may be TLS.
/// Ends in one finished() or one failed(), from the event loop; deleting it closes the connection.
class ProxyReader final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProxyReader)

public:
    /// `connection` is non-blocking.
    ProxyReader(Descriptor connection, QObject *parent,
                std::chrono::milliseconds patience = std::chrono::seconds(5));
    ~ProxyReader() override;

    [[nodiscard]] Descriptor takeConnection() { return std::move(m_connection); }

Q_SIGNALS:
    /// takeConnection() is what remains, and the ends are those of the header or the socket's.
    void finished(const cosftp::ConnectionEnds &ends);
    void failed(const QString &why);  ///< For the log. The connection is closed.

private:
    void onReadable();
    void finish(const ProxyHeader &header);
    void fail(const QString &why);

    Descriptor m_connection;
    QSocketNotifier *m_notifier;
    QTimer m_timer;
    QByteArray m_bytes;  // taken so far, all of the header
};

}  // namespace cosftp
