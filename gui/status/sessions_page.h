// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "status/live_page.h"

#include <QHash>
#include <QPointer>

class QAction;

namespace cosftp {

class SessionDetails;
class SessionModel;

/// Who is connected, what they do; ends sessions, shows their dialogue.
class SessionsPage final : public LivePage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionsPage)

public:
    explicit SessionsPage(ServerLink &link, QWidget *parent = nullptr);
    ~SessionsPage() override = default;

    [[nodiscard]] QString id() const override { return QStringLiteral("sessions"); }
    [[nodiscard]] QString title() const override { return tr("Sessions"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("sessions"); }
    /// "session/12": selects it and opens its details.
    void open(const QString &place) override;

    [[nodiscard]] SessionModel *model() const { return m_model; }

protected:
    void takeSnapshot(const MonitorSnapshot &snapshot, const QDateTime &now) override;
    void setModelFrozen(bool isFrozen) override;
    void setModelStale(bool isStale) override;
    void openDetails(quint64 id) override;
    void retranslate() override;

private:
    void makeActions();
    void kick();
    [[nodiscard]] int transfersOf(const QList<quint64> &sessionIds) const;
    void openSelected();

    SessionModel *m_model;
    QAction *m_details = nullptr;
    QAction *m_kick = nullptr;
    QAction *m_copyPeer = nullptr;
    QAction *m_copyUser = nullptr;
    QAction *m_copyFolder = nullptr;
    QAction *m_showLog = nullptr;
    QHash<quint64, QPointer<SessionDetails>> m_open;
};

}  // namespace cosftp
