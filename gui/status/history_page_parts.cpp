// SPDX-License-Identifier: GPL-3.0-or-later
// How the history's page is put together; what it does is in history_page.cpp.
#include "common/badge.h"
#include "common/card.h"
#include "common/empty_state.h"
#include "common/message_bar.h"
#include "common/roles.h"
#include "common/search_field.h"
#include "common/table_view.h"
#include "common/theme.h"
#include "status/history_export.h"
#include "status/history_model.h"
#include "status/history_page.h"
#include "status/history_store.h"
#include "status/page_look.h"
#include "status/transfer_text.h"

#include <QDateEdit>
#include <QProgressBar>
#include <QSplitter>
#include <QStackedWidget>

namespace cosftp {

namespace {

constexpr auto resultKey = "history/result";
constexpr auto directionKey = "history/direction";
constexpr auto periodKey = "history/period";
constexpr auto fromKey = "history/from";
constexpr auto toKey = "history/to";
constexpr auto splitterKey = "history/splitter";

// Texts change with the language, the choice does not.
void fill(QComboBox *choice, const QList<std::pair<QString, int>> &entries)
{
    const QSignalBlocker quiet(choice);
    const int chosen = choice->currentIndex();
    choice->clear();
    for (const auto &[text, value] : entries)
        choice->addItem(text, value);
    choice->setCurrentIndex(qMax(0, chosen));
}

void choose(QComboBox *choice, const QVariant &value)
{
    const int index = value.isValid() ? choice->findData(value.toInt()) : 0;
    choice->setCurrentIndex(qMax(0, index));
}

}  // namespace

HistoryPage::HistoryPage(HistoryStore &store, ServerLink &link, QWidget *parent)
    : Page(parent), m_store(store), m_link(link), m_model(new HistoryModel(store, this)),
      m_message(new MessageBar(this))
{
    auto *layout = pageLayout(this);
    layout->addWidget(m_message);
    makeFilters(layout);
    makeTools(layout);
    makeTable(layout);
    makeExplanation();
    retranslate();
    restore();
    connectFilters();
    connect(&m_store, &HistoryStore::problemChanged, this, &HistoryPage::showProblem);
    connect(m_model, &HistoryModel::counted, this, &HistoryPage::showCount);
    connect(m_model, &HistoryModel::dataChanged, this, &HistoryPage::showSelected);
    connect(&Theme::instance(), &Theme::changed, this, &HistoryPage::retranslate);
    applyFilters();
    showProblem();
    showCount();
}

HistoryPage::~HistoryPage() { keep(); }

void HistoryPage::makeFilters(QVBoxLayout *layout)
{
    auto *row = new QHBoxLayout;
    m_path = new SearchField(this);
    m_user = new SearchField(this);
    m_result = new QComboBox(this);
    m_direction = new QComboBox(this);
    m_period = new QComboBox(this);
    m_path->setObjectName(QStringLiteral("path"));
    m_user->setObjectName(QStringLiteral("user"));
    m_result->setObjectName(QStringLiteral("result"));
    m_direction->setObjectName(QStringLiteral("direction"));
    m_period->setObjectName(QStringLiteral("period"));
    row->addWidget(m_path, 3);
    row->addWidget(m_user, 2);
    row->addWidget(m_result, 1);
    row->addWidget(m_direction, 1);
    row->addWidget(m_period, 1);
    layout->addLayout(row);
}

void HistoryPage::makeTools(QVBoxLayout *layout)
{
    m_dates = new QWidget(this);
    auto *dates = new QHBoxLayout(m_dates);
    dates->setContentsMargins({});
    m_fromLabel = new QLabel(m_dates);
    m_toLabel = new QLabel(m_dates);
    m_from = new QDateEdit(QDate::currentDate().addDays(-6), m_dates);
    m_to = new QDateEdit(QDate::currentDate(), m_dates);
    m_fromLabel->setBuddy(m_from);
    m_toLabel->setBuddy(m_to);
    for (QDateEdit *date : {m_from, m_to})
        date->setCalendarPopup(true);
    for (QWidget *part : std::initializer_list<QWidget *>{m_fromLabel, m_from, m_toLabel, m_to})
        dates->addWidget(part);

    m_count = new QLabel(this);
    setRole(m_count, LabelRole::Muted);
    m_progress = new QProgressBar(this);
    m_cancel = toolButton(this, QStringLiteral("cancelExport"));
    m_exportButton = toolButton(this, QStringLiteral("export"));
    m_clear = toolButton(this, QStringLiteral("clear"));
    m_progress->hide();
    m_cancel->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_count);
    row->addWidget(m_dates);
    row->addStretch();
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_progress, m_cancel, m_exportButton, m_clear})
        row->addWidget(part);
    layout->addLayout(row);
    connect(m_exportButton, &QToolButton::clicked, this, &HistoryPage::chooseExportFile);
    connect(m_clear, &QToolButton::clicked, this, &HistoryPage::askToClear);
}

void HistoryPage::makeTable(QVBoxLayout *layout)
{
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_stack = new QStackedWidget(m_splitter);
    m_table = new TableView(QStringLiteral("history"), m_stack);
    m_empty = new EmptyState(QStringLiteral("history"), m_stack);
    m_table->setModel(m_model);
    m_table->setSortingEnabled(true);
    m_table->setDefaults(
        {HistoryModel::Bucket, HistoryModel::Key, HistoryModel::Peer, HistoryModel::Speed},
        HistoryModel::Ended, Qt::DescendingOrder,
        {165, 110, 95, 215, 150, 90, 95, 100, 260, 160, 200, 170});
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_splitter->addWidget(m_stack);
    m_splitter->setStretchFactor(0, 1);
    layout->addWidget(m_splitter, 1);
    connect(m_empty, &EmptyState::actionWanted, this, &HistoryPage::clearFilters);
    connect(m_table, &QTableView::activated, this, &HistoryPage::openDetails);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HistoryPage::showSelected);
}

void HistoryPage::makeExplanation()
{
    auto *card = new Card({}, m_splitter);
    m_explanation = card;
    m_badge = new Badge(card);
    m_what = new QLabel(card);
    m_cause = new QLabel(card);
    m_cause->setObjectName(QStringLiteral("cause"));
    for (QLabel *label : {m_what, m_cause}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_report = new QPushButton(card);
    m_report->setObjectName(QStringLiteral("copyReport"));
    m_details = new QPushButton(card);
    auto *head = new QHBoxLayout;
    head->addWidget(m_badge);
    head->addWidget(m_what, 1);
    head->addWidget(m_report);
    head->addWidget(m_details);
    card->content()->addLayout(head);
    card->content()->addWidget(m_cause);
    m_splitter->addWidget(card);
    connect(m_report, &QPushButton::clicked, this, &HistoryPage::copyReport);
    connect(m_details, &QPushButton::clicked, this, &HistoryPage::openDetails);
}

void HistoryPage::connectFilters()
{
    connect(m_path, &SearchField::searched, this, &HistoryPage::applyFilters);
    connect(m_user, &SearchField::searched, this, &HistoryPage::applyFilters);
    for (QComboBox *choice : {m_result, m_direction, m_period})
        connect(choice, &QComboBox::currentIndexChanged, this, &HistoryPage::applyFilters);
    for (QDateEdit *date : {m_from, m_to})
        connect(date, &QDateEdit::dateChanged, this, &HistoryPage::applyFilters);
}

// What one typed is of the moment; what one chose is kept.
void HistoryPage::restore()
{
    const QSettings settings;
    choose(m_result, settings.value(QLatin1String(resultKey)));
    choose(m_direction, settings.value(QLatin1String(directionKey)));
    choose(m_period, settings.value(QLatin1String(periodKey)));
    m_from->setDate(settings.value(QLatin1String(fromKey), m_from->date()).toDate());
    m_to->setDate(settings.value(QLatin1String(toKey), m_to->date()).toDate());
    m_splitter->restoreState(settings.value(QLatin1String(splitterKey)).toByteArray());
}

void HistoryPage::keep() const
{
    QSettings settings;
    settings.setValue(QLatin1String(resultKey), m_result->currentData());
    settings.setValue(QLatin1String(directionKey), m_direction->currentData());
    settings.setValue(QLatin1String(periodKey), m_period->currentData());
    settings.setValue(QLatin1String(fromKey), m_from->date());
    settings.setValue(QLatin1String(toKey), m_to->date());
    settings.setValue(QLatin1String(splitterKey), m_splitter->saveState());
}

void HistoryPage::fillChoices()
{
    using State = TransferRecord::State;
    using Direction = TransferRecord::Direction;
    fill(m_result, {{tr("All results"), -1},
                    {TransferText::result(State::Done), int(State::Done)},
                    {TransferText::result(State::Failed), int(State::Failed)},
                    {TransferText::result(State::Parked), int(State::Parked)}});
    fill(m_direction, {{tr("Both directions"), -1},
                       {tr("Uploads"), int(Direction::Upload)},
                       {tr("Downloads"), int(Direction::Download)}});
    fill(m_period, {{tr("Any time"), int(Period::Any)},
                    {tr("Today"), int(Period::Today)},
                    {tr("Last 7 days"), int(Period::Week)},
                    {tr("Last 30 days"), int(Period::Month)},
                    {tr("From ... to"), int(Period::Custom)}});
}

void HistoryPage::nameFields()
{
    m_path->setPlaceholderText(tr("Path contains"));
    m_path->setAccessibleName(tr("Path contains"));
    m_user->setPlaceholderText(tr("User contains"));
    m_user->setAccessibleName(tr("User contains"));
}

void HistoryPage::retranslate()
{
    fillChoices();
    // A search field names itself anew after its page did.
    QMetaObject::invokeMethod(this, &HistoryPage::nameFields, Qt::QueuedConnection);
    nameFields();
    m_result->setAccessibleName(tr("Result"));
    m_direction->setAccessibleName(tr("Direction"));
    m_period->setAccessibleName(tr("Time"));
    m_table->setAccessibleName(tr("History"));
    m_fromLabel->setText(tr("&From"));
    m_toLabel->setText(tr("&to"));
    m_progress->setAccessibleName(tr("Export"));
    setButton(m_cancel, tr("Cancel"), QStringLiteral("stop"));
    setButton(m_exportButton, tr("&Export ..."), QStringLiteral("export"));
    setButton(m_clear, tr("&Clear history ..."), QStringLiteral("clear"));
    m_report->setText(tr("Copy &report"));
    m_details->setText(tr("&Details"));
    showCount();
    Q_EMIT titleChanged();
}

}  // namespace cosftp
