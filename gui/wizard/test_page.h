// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bucket_probe.h"
#include "wizard/wizard_page.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>

#include <memory>
#include <optional>

namespace cosftp {

class IconLabel;
class ProbeRow;
class ServerLink;

/// Tries the bucket with the key, one row for each thing the server has to be able to do.
class TestPage final : public WizardPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TestPage)

public:
    explicit TestPage(ServerLink &link, QWidget *parent = nullptr);
    ~TestPage() override;

    [[nodiscard]] QString step() const override { return tr("Test"); }
    [[nodiscard]] QString title() const override { return tr("Does the key work?"); }
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] bool isReady() const override;
    void enter(const WizardAnswers &answers) override;
    bool leave(WizardAnswers &answers) override;
    void cancel() override;

Q_SIGNALS:
    /// Back to the page of the bucket, to a field of [BUCKET].
    void fieldWanted(const QString &field, const QString &problem);

protected:
    void retranslate() override;

private:
    void start();
    void onStep(const ProbeStep &step);
    void onFinished();
    void refresh();
    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }

    ServerLink &m_link;
    BucketSettings m_bucket;
    std::unique_ptr<QObject> m_run;  ///< The context of the running probe; its end cancels it.
    bool m_isComplete = false;       ///< The last probe came to its end.
    int m_failedSteps = 0;
    QList<ProbeRow *> m_rows;
    IconLabel *m_sign;
    QLabel *m_verdict;
    QPushButton *m_again;
    QCheckBox *m_goOn;
};

}  // namespace cosftp
