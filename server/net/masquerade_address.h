// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QMutex>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>

namespace cosftp {

/// The address announced in the answer to PASV: a literal one, or a host name looked up at start
/// and again every few minutes, because addresses behind a name move. The last good answer stays
/// while the name cannot be resolved. Lives in the thread that made it; current() and announcedTo()
/// may be called from every thread.
class MasqueradeAddress final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MasqueradeAddress)

public:
    /// Addresses of a name, or why there are none.
    using Answer = std::function<void(const QList<QHostAddress> &addresses, const QString &error)>;
    /// Asks for a name without blocking; answers in the context's thread, once.
    using Lookup = std::function<void(const QString &name, QObject *context, const Answer &answer)>;

    /// `announced`: an IPv4 or IPv6 address, a host name, or empty.
    explicit MasqueradeAddress(const QString &announced, QObject *parent = nullptr,
                               std::chrono::milliseconds interval = std::chrono::minutes(5),
                               Lookup lookup = systemLookup());
    ~MasqueradeAddress() override = default;

    /// For a changed setting; takes effect at once, or with the answer for a new name.
    void setAnnounced(const QString &announced);

    /// The IPv4 address to announce. Null: nothing is set, nothing is known yet, or there is only
    /// an IPv6 address, which PASV cannot say; the local one is announced then.
    [[nodiscard]] QHostAddress current() const;
    /// What a client is told. A client on this machine gets the local address, which it reached.
    [[nodiscard]] QHostAddress announcedTo(const QHostAddress &peer,
                                           const QHostAddress &local) const;

    static Lookup systemLookup();

Q_SIGNALS:
    void changed(const QHostAddress &current);

private:
    void resolve();
    void onAnswer(const QString &name, const QList<QHostAddress> &addresses, const QString &error);
    void use(const QHostAddress &address);

    mutable QMutex m_mutex;  // for m_current only
    QHostAddress m_current;
    QString m_name;  // empty unless a host name is announced
    QTimer m_timer;
    Lookup m_lookup;
};

}  // namespace cosftp
