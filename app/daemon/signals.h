// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace cosftp {

/// SIGTERM, SIGINT and SIGHUP as Qt signals. Make it before any thread starts, so that all threads
/// inherit the blocked signals.
class UnixSignals final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UnixSignals)

public:
    explicit UnixSignals(QObject *parent = nullptr);
    ~UnixSignals() override;

Q_SIGNALS:
    void terminateAsked();
    void reloadAsked();

private:
    void onReadable();

    int m_descriptor = -1;
};

}  // namespace cosftp
