// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/card.h"
#include "link/server_link.h"
#include "secrets/secret_store.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace cosftp {

/// Tries the bucket as it stands in the form, one row for each permission, with what to change
/// where one fails. Can be stopped; another bucket in the form stops it too.
class BucketTestCard final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketTestCard)

public:
    BucketTestCard(ServerLink &link, SecretStore &secrets, QWidget *parent = nullptr);
    ~BucketTestCard() override = default;

    /// What the next test tries. `isReadOnly`: no user may write there.
    void setBucket(const BucketSettings &bucket, bool isReadOnly);
    void clear();
    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }

Q_SIGNALS:
    void fieldNamed(const QString &key, const QString &advice);  ///< The test blames this field.

protected:
    void changeEvent(QEvent *event) override;

private:
    void onClicked();
    void start();
    void probe(const BucketSettings &bucket);
    void onStep(const ProbeStep &step);
    void end(const QString &summary);
    void showRows();
    void addRow(const ProbeStep &step);
    void retranslate();

    ServerLink &m_link;
    SecretStore &m_secrets;
    BucketSettings m_bucket;
    bool m_isReadOnly = false;
    QList<ProbeStep> m_steps;
    QObject *m_run = nullptr;  ///< The context of the running test: its death cancels.
    QPushButton *m_button;
    QLabel *m_summary;
    QWidget *m_rows = nullptr;
    QGridLayout *m_grid = nullptr;
    Card *m_card;
};

}  // namespace cosftp
