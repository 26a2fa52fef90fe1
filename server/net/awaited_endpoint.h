// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/data_endpoint.h"
#include "net/descriptor.h"

#include <QTimer>

class QSocketNotifier;

namespace cosftp {

/// One PASV or EPSV: what happens before and after the client came, whichever way it comes. Runs in
/// its session's thread.
class AwaitedEndpoint : public DataEndpoint
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AwaitedEndpoint)

public:
    ~AwaitedEndpoint() override;
    void connectChannel(std::chrono::milliseconds timeout) final;
    void refuseInput() final;

protected:
    AwaitedEndpoint(std::chrono::milliseconds unused, QObject *parent);

    /// The client has come, non-blocking. May delete this.
    void take(Descriptor connection);
    [[nodiscard]] bool isWaiting() const { return m_step == Step::Open || m_step == Step::Awaited; }
    /// Said if nobody comes in time.
    void noteTrouble(const QString &trouble) { m_trouble = trouble; }
    /// Looks who has come, now: take() if it is the client.
    virtual void look() {}
    /// Nobody is wanted any more. Called more than once.
    virtual void stopWaiting() = 0;

private:
    enum class Step {
        Open,     // nobody came, nobody asked
        Held,     // the client came early
        Awaited,  // connectChannel() was called, the client did not come yet
        Expired,  // nobody asked in time
        Ended
    };

    void onTimeout();
    void handOver();
    void watchInput();
    void onRefusedInput();
    void fail(Failure::Code code, const QString &detail);

    Descriptor m_connection;
    bool m_isBroken = false;  // before the transfer was asked for; the kernel tells it once only
    QTimer m_timer;  // first for the endpoint nobody uses, then for the client that does not come
    Step m_step = Step::Open;
    QSocketNotifier *m_watch = nullptr;  // while what the client sends is refused
    bool m_isInputRefused = false;
    QString m_trouble;
};

}  // namespace cosftp
