// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page.h"
#include "link/server_link.h"
#include "status/speed_meter.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

class QBoxLayout;
class QLabel;
class QProgressBar;
class QScrollArea;
class QToolButton;

namespace cosftp {

class AddressPanel;
class BucketHealthPanel;
class BucketWatch;
class Card;
class ConnectPanel;
class JobPanel;
class ProblemPanel;
class SpeedGraph;

/// What one wants to know at once: where clients connect, what moves, whether the buckets answer,
/// what went wrong.
class OverviewPage final : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OverviewPage)

public:
    explicit OverviewPage(ServerLink &link, QWidget *parent = nullptr);
    ~OverviewPage() override;

    [[nodiscard]] QString id() const override { return QStringLiteral("overview"); }
    [[nodiscard]] QString title() const override { return tr("Overview"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("overview"); }
    /// "connect": the text for clients; "problems": the list of them.
    void open(const QString &place) override;
    void refresh() override;  ///< Looks at the buckets.

    /// Speeds as the numbers say now, bytes per second.
    [[nodiscard]] double uploadSpeed() const { return m_upload.bytesPerSecond(); }
    [[nodiscard]] double downloadSpeed() const { return m_download.bytesPerSecond(); }

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Number
    {
        QLabel *value = nullptr;
        QLabel *name = nullptr;
    };

    void makeCards();
    void makeHead(QBoxLayout *layout);
    void makeNumbers(QBoxLayout *layout);
    void makeState(QBoxLayout *layout);
    void makeProblems(QBoxLayout *layout);
    void onStatus();
    void onSnapshot();
    void onSettings();
    void onLogged(const QList<LogRecord> &records);
    void onSecond();
    void showMemory(const LinkStatus &status);
    void showCleanups();
    void showProblems();
    void retranslate();

    ServerLink &m_link;
    BucketWatch *m_watch;
    QTimer m_second;
    QElapsedTimer m_clock;  // for speeds: it never goes back
    SpeedMeter m_upload;
    SpeedMeter m_download;
    QList<LogRecord> m_warnings;  // the last ones
    QDateTime m_dismissed;        // what is older was read
    QStringList m_machineAddresses;

    QScrollArea *m_scroll = nullptr;
    QBoxLayout *m_headRow = nullptr;
    QBoxLayout *m_stateRow = nullptr;
    Card *m_serverCard = nullptr;
    AddressPanel *m_address = nullptr;
    Card *m_connectCard = nullptr;
    ConnectPanel *m_connect = nullptr;
    QList<Number> m_numbers;
    JobPanel *m_jobs = nullptr;
    Card *m_graphCard = nullptr;
    SpeedGraph *m_graph = nullptr;
    Card *m_bucketCard = nullptr;
    BucketHealthPanel *m_buckets = nullptr;
    QToolButton *m_check = nullptr;
    QLabel *m_cleanup = nullptr;
    QToolButton *m_uploads = nullptr;
    Card *m_memoryCard = nullptr;
    QProgressBar *m_memory = nullptr;
    QLabel *m_memoryText = nullptr;
    Card *m_problemCard = nullptr;
    ProblemPanel *m_problems = nullptr;
    QToolButton *m_dismiss = nullptr;
};

}  // namespace cosftp
