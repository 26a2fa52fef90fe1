// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/overview_page.h"

#include "common/card.h"
#include "common/format.h"
#include "common/roles.h"
#include "common/scroll_fit.h"
#include "common/tab_order.h"
#include "common/theme.h"
#include "status/address_panel.h"
#include "status/addresses.h"
#include "status/bucket_health_panel.h"
#include "status/bucket_watch.h"
#include "status/cleanup_text.h"
#include "status/connect_panel.h"
#include "status/job_panel.h"
#include "status/page_look.h"
#include "status/problem_panel.h"
#include "status/speed_graph.h"

#include <QEvent>
#include <QProgressBar>
#include <QScrollArea>

namespace cosftp {

namespace {

constexpr qsizetype keptWarnings = 50;
constexpr qsizetype shownProblems = 8;
constexpr int cardDistance = 14;
constexpr int graphHeight = 200;
// Below this width the cards of a row stand one below the other.
constexpr int narrow = 720;

enum Shown { Sessions, Uploads, Downloads, UploadSpeed, DownloadSpeed, NumberCount };

int countOf(const QList<TransferRecord> &transfers, TransferRecord::Direction direction)
{
    return int(std::count_if(
        transfers.begin(), transfers.end(),
        [direction](const TransferRecord &transfer) { return transfer.direction == direction; }));
}

// Shown with the first user who may log in.
ConnectPoint connectPoint(const QString &host, quint16 port, const Settings &settings)
{
    ConnectPoint point{host, port, {}};
    point.isEncrypted = settings.tls.isOn;
    TlsNeed need = settings.tls.required;
    const auto user = std::find_if(settings.users.begin(), settings.users.end(),
                                   [](const UserSettings &each) { return each.isEnabled; });
    if (user != settings.users.end()) {
        point.user = QString::fromUtf8(user->name);
        need = std::max(need, user->tlsRequired);
    }
    point.needsEncryption = settings.tls.isOn && need != TlsNeed::Off;
    return point;
}

}  // namespace

OverviewPage::OverviewPage(ServerLink &link, QWidget *parent)
    : Page(parent), m_link(link), m_watch(new BucketWatch(link, this)),
      m_machineAddresses(machineAddresses())
{
    m_clock.start();
    makeCards();
    connect(&m_link, &ServerLink::statusChanged, this, &OverviewPage::onStatus);
    connect(&m_link, &ServerLink::snapshotChanged, this, &OverviewPage::onSnapshot);
    connect(&m_link, &ServerLink::settingsChanged, this, &OverviewPage::onSettings);
    connect(&m_link, &ServerLink::logged, this, &OverviewPage::onLogged);
    connect(m_watch, &BucketWatch::changed, this, &OverviewPage::onSettings);
    connect(m_problems, &ProblemPanel::wanted, this, &Page::pageWanted);
    connect(m_check, &QToolButton::clicked, this, &OverviewPage::refresh);
    connect(m_uploads, &QToolButton::clicked, this, [this] {
        Q_EMIT pageWanted(QStringLiteral("settings"), QStringLiteral("buckets/uploads"));
    });
    connect(m_dismiss, &QToolButton::clicked, this, [this] {
        m_dismissed = QDateTime::currentDateTimeUtc();
        showProblems();
    });
    connect(&m_second, &QTimer::timeout, this, &OverviewPage::onSecond);
    connect(&Theme::instance(), &Theme::changed, this, &OverviewPage::retranslate);
    m_second.start(std::chrono::seconds(1));
    retranslate();
    onStatus();
    onSettings();
    onSnapshot();
}

OverviewPage::~OverviewPage() = default;

void OverviewPage::makeCards()
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    auto *inside = new QWidget;
    inside->setObjectName(QStringLiteral("scrolled"));
    m_scroll->setWidget(inside);
    outer->addWidget(m_scroll);
    measureWhenShown(*m_scroll);
    QVBoxLayout *layout = pageLayout(inside);
    layout->setSpacing(cardDistance);
    makeNumbers(layout);
    m_jobs = new JobPanel(inside);
    layout->addWidget(m_jobs);
    makeHead(layout);
    m_graphCard = new Card({}, inside);
    m_graph = new SpeedGraph(m_graphCard);
    m_graph->setMinimumHeight(graphHeight);
    m_graphCard->content()->addWidget(m_graph);
    layout->addWidget(m_graphCard);
    makeState(layout);
    makeProblems(layout);
    layout->addStretch();
}

void OverviewPage::makeNumbers(QBoxLayout *layout)
{
    auto *card = new Card({}, this);
    auto *row = new QHBoxLayout;
    for (int index = 0; index < NumberCount; ++index) {
        Number number{new QLabel(card), new QLabel(card)};
        setRole(number.value, LabelRole::Number);
        setRole(number.name, LabelRole::Muted);
        number.name->setWordWrap(true);
        auto *column = new QVBoxLayout;
        column->addWidget(number.value);
        column->addWidget(number.name);
        row->addLayout(column, 1);
        m_numbers += number;
    }
    card->content()->addLayout(row);
    layout->addWidget(card);
}

void OverviewPage::makeHead(QBoxLayout *layout)
{
    m_headRow = new QBoxLayout(QBoxLayout::LeftToRight);
    m_headRow->setSpacing(cardDistance);
    m_serverCard = new Card({}, this);
    m_address = new AddressPanel(m_serverCard);
    m_serverCard->content()->addWidget(m_address);
    m_connectCard = new Card({}, this);
    m_connect = new ConnectPanel(m_connectCard);
    m_connectCard->content()->addWidget(m_connect);
    m_headRow->addWidget(m_serverCard, 1);
    m_headRow->addWidget(m_connectCard, 1);
    layout->addLayout(m_headRow);
}

void OverviewPage::makeState(QBoxLayout *layout)
{
    m_stateRow = new QBoxLayout(QBoxLayout::LeftToRight);
    m_stateRow->setSpacing(cardDistance);
    m_bucketCard = new Card({}, this);
    m_buckets = new BucketHealthPanel(m_bucketCard);
    m_check = toolButton(m_bucketCard, QStringLiteral("checkBuckets"));
    m_uploads = toolButton(m_bucketCard, QStringLiteral("showUploads"));
    m_bucketCard->addToHeader(m_uploads);
    m_bucketCard->addToHeader(m_check);
    m_bucketCard->content()->addWidget(m_buckets);
    m_cleanup = new QLabel(m_bucketCard);
    m_cleanup->setObjectName(QStringLiteral("cleanup"));
    m_cleanup->setTextFormat(Qt::PlainText);
    m_cleanup->setWordWrap(true);
    m_cleanup->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_cleanup->hide();
    m_bucketCard->content()->addWidget(m_cleanup);
    m_bucketCard->content()->addStretch();
    m_memoryCard = new Card({}, this);
    m_memory = new QProgressBar(m_memoryCard);
    m_memory->setTextVisible(false);
    m_memoryText = new QLabel(m_memoryCard);
    m_memoryText->setWordWrap(true);
    setRole(m_memoryText, LabelRole::Muted);
    m_memoryCard->content()->addWidget(m_memory);
    m_memoryCard->content()->addWidget(m_memoryText);
    m_memoryCard->content()->addStretch();
    m_stateRow->addWidget(m_bucketCard, 1);
    m_stateRow->addWidget(m_memoryCard, 1);
    layout->addLayout(m_stateRow);
}

void OverviewPage::makeProblems(QBoxLayout *layout)
{
    m_problemCard = new Card({}, this);
    m_problems = new ProblemPanel(m_problemCard);
    m_dismiss = toolButton(m_problemCard, QStringLiteral("dismiss"));
    m_problemCard->addToHeader(m_dismiss);
    m_problemCard->content()->addWidget(m_problems);
    layout->addWidget(m_problemCard);
}

void OverviewPage::open(const QString &place)
{
    if (place == QLatin1String("connect"))
        m_scroll->ensureWidgetVisible(m_connectCard);
    else if (place.startsWith(QLatin1String("problem")))
        m_scroll->ensureWidgetVisible(m_problemCard);
}

void OverviewPage::refresh()
{
    m_machineAddresses = machineAddresses();
    onStatus();
    m_watch->checkNow();
}

void OverviewPage::onStatus()
{
    const LinkStatus status = m_link.status();
    const QStringList hosts = reachableHosts(status.address, m_machineAddresses);
    const QStringList before = m_address->addresses();
    m_address->show(status, hosts);
    if (m_address->addresses() != before)
        orderTabs(*this);
    m_connect->setServer(
        connectPoint(hosts.value(0), portOf(status.address), m_link.settings().loaded.settings));
    showMemory(status);
    showProblems();
}

void OverviewPage::onSnapshot()
{
    const MonitorSnapshot snapshot = m_link.snapshot();
    const qint64 now = m_clock.elapsed();
    m_upload.add(qint64(snapshot.counters.bytesIn), now);
    m_download.add(qint64(snapshot.counters.bytesOut), now);
    m_numbers[Sessions].value->setText(QString::number(snapshot.sessions.size()));
    m_numbers[Uploads].value->setText(
        QString::number(countOf(snapshot.transfers, TransferRecord::Direction::Upload)));
    m_numbers[Downloads].value->setText(
        QString::number(countOf(snapshot.transfers, TransferRecord::Direction::Download)));
    m_numbers[UploadSpeed].value->setText(format::speedNow(uploadSpeed()));
    m_numbers[DownloadSpeed].value->setText(format::speedNow(downloadSpeed()));
    m_jobs->show(snapshot.jobs, QDateTime::currentDateTimeUtc());
    showCleanups();
}

void OverviewPage::onSettings()
{
    m_buckets->show(m_watch->buckets());
    onStatus();
}

void OverviewPage::onLogged(const QList<LogRecord> &records)
{
    for (const LogRecord &record : records)
        if (record.level >= LogSettings::Level::Warning)
            m_warnings += record;
    if (m_warnings.size() > keptWarnings)
        m_warnings.remove(0, m_warnings.size() - keptWarnings);
}

void OverviewPage::onSecond()
{
    const bool isRunning = m_link.status().state == LinkStatus::State::Running;
    m_graph->add(isRunning ? uploadSpeed() : 0, isRunning ? downloadSpeed() : 0);
    showMemory(m_link.status());
    // Log lines may come by the thousand: once a second is enough for the list.
    showProblems();
}

void OverviewPage::showMemory(const LinkStatus &status)
{
    // Thousandths: the bar's numbers are int, the budget's bytes are not.
    constexpr int whole = 1000;
    const double share = status.memoryBudgetBytes > 0
                             ? double(status.memoryUsedBytes) / double(status.memoryBudgetBytes)
                             : 0;
    m_memory->setRange(0, whole);
    m_memory->setValue(int(share * whole));
    m_memoryText->setText(
        tr("%1 of %2 hold parts of files that are on their way")
            .arg(format::bytes(status.memoryUsedBytes), format::bytes(status.memoryBudgetBytes)));
}

void OverviewPage::showCleanups()
{
    const QList<CleanupRecord> records = m_link.snapshot().cleanups;
    const QString text = cleanupLines(records);
    if (text == m_cleanup->text())
        return;
    const bool isTroubled =
        std::any_of(records.begin(), records.end(),
                    [](const CleanupRecord &record) { return record.failed > 0; });
    m_cleanup->setText(text);
    m_cleanup->setVisible(!text.isEmpty());
    setRole(m_cleanup, isTroubled ? LabelRole::Warning : LabelRole::Muted);
}

void OverviewPage::showProblems()
{
    const MonitorSnapshot snapshot = m_link.snapshot();
    const LinkStatus status = m_link.status();
    QList<Problem> problems = settingsProblems(m_link.settings());
    problems += passiveProblems(status, reachableHosts(status.address, m_machineAddresses),
                                snapshot.sessions);
    problems += plainLoginProblems(snapshot.sessions);
    problems += bucketProblems(m_watch->buckets());
    QList<Problem> past =
        transferProblems(snapshot.ended)
        + withoutEchoes(logProblems(m_warnings, snapshot.ended), m_watch->buckets());
    for (const Problem &problem : std::as_const(past)) {
        if (!m_dismissed.isValid() || problem.at > m_dismissed)
            problems += problem;
    }
    m_problems->show(sortedProblems(problems, shownProblems));
    m_dismiss->setVisible(!past.isEmpty());
}

void OverviewPage::retranslate()
{
    m_serverCard->setTitle(tr("Server"));
    m_connectCard->setTitle(tr("How to connect"));
    m_graphCard->setTitle(tr("Speed of the last minutes"));
    m_bucketCard->setTitle(tr("Buckets"));
    m_memoryCard->setTitle(tr("Memory"));
    m_memory->setAccessibleName(tr("Memory"));
    m_problemCard->setTitle(tr("Last problems"));
    const QStringList names{tr("Sessions"), tr("Uploads"), tr("Downloads"), tr("Upload speed"),
                            tr("Download speed")};
    for (int index = 0; index < NumberCount; ++index) {
        m_numbers[index].name->setText(names[index]);
        m_numbers[index].value->setAccessibleName(names[index]);
    }
    setButton(m_check, tr("Chec&k now"), QStringLiteral("refresh"));
    setButton(m_uploads, tr("&Unfinished uploads"), QStringLiteral("stalled"));
    setButton(m_dismiss, tr("Dis&miss"), QStringLiteral("clear"));
    onSettings();
    onSnapshot();
    Q_EMIT titleChanged();
}

void OverviewPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    const auto direction = width() < narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    m_headRow->setDirection(direction);
    m_stateRow->setDirection(direction);
    Page::resizeEvent(event);
}

}  // namespace cosftp
