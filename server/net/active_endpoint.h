// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/data_endpoint.h"
#include "net/descriptor.h"

#include <QTimer>

class QSocketNotifier;

namespace cosftp {

/// One PORT or EPRT: connects to the client when the transfer starts. Runs in its session's thread.
class ActiveEndpoint final : public DataEndpoint
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActiveEndpoint)

public:
    ActiveEndpoint(const Endpoint &target, const Endpoint &local, QObject *parent);
    ~ActiveEndpoint() override;

    void connectChannel(std::chrono::milliseconds timeout) override;

private:
    [[nodiscard]] int startConnecting();
    [[nodiscard]] int connectFrom(quint16 port);
    void onAnswer();
    void fail(Failure::Code code, const QString &detail);
    void stop();

    Descriptor m_socket;
    QSocketNotifier *m_notifier = nullptr;
    QTimer m_timer;
    Endpoint m_target;
    Endpoint m_local;
};

}  // namespace cosftp
