// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "status/live_page.h"

class QAction;

namespace cosftp {

class JobPanel;
class TransferModel;

/// The files that are on their way.
class TransfersPage final : public LivePage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransfersPage)

public:
    explicit TransfersPage(ServerLink &link, QWidget *parent = nullptr);
    ~TransfersPage() override = default;

    [[nodiscard]] QString id() const override { return QStringLiteral("transfers"); }
    [[nodiscard]] QString title() const override { return tr("Transfers"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("transfers"); }

    [[nodiscard]] TransferModel *model() const { return m_model; }

protected:
    void takeSnapshot(const MonitorSnapshot &snapshot, const QDateTime &now) override;
    void setModelFrozen(bool isFrozen) override;
    void setModelStale(bool isStale) override;
    void openDetails(quint64 id) override;
    void retranslate() override;

private:
    void makeActions();
    void abort();

    TransferModel *m_model;
    JobPanel *m_jobs;
    QAction *m_details = nullptr;
    QAction *m_abort = nullptr;
    QAction *m_copyPath = nullptr;
    QAction *m_copyKey = nullptr;
    QAction *m_copyUser = nullptr;
    QAction *m_copyPeer = nullptr;
    QAction *m_session = nullptr;
};

}  // namespace cosftp
