// SPDX-License-Identifier: GPL-3.0-or-later
// How the log's page is put together; what it does is in log_page.cpp.
#include "common/empty_state.h"
#include "common/message_bar.h"
#include "common/roles.h"
#include "common/search_field.h"
#include "common/table_view.h"
#include "common/theme.h"
#include "link/server_link.h"
#include "status/log_model.h"
#include "status/log_page.h"
#include "status/log_saver.h"
#include "status/page_look.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QProgressBar>
#include <QScrollBar>
#include <QStackedWidget>

namespace cosftp {

namespace {

constexpr auto levelKey = "log/level";
constexpr auto categoryKey = "log/category";

}  // namespace

LogPage::LogPage(ServerLink &link, QWidget *parent)
    : Page(parent), m_link(link), m_model(new LogModel(LogStore::defaultMaximum, this)),
      m_message(new MessageBar(this))
{
    auto *layout = pageLayout(this);
    layout->addWidget(m_message);
    makeFilters(layout);
    makeTools(layout);
    makeTable(layout);
    retranslate();
    m_keptCategory = QSettings().value(QLatin1String(categoryKey)).toByteArray();
    const QVariant level = QSettings().value(QLatin1String(levelKey));
    m_level->setCurrentIndex(level.isValid() ? qMax(0, m_level->findData(level.toInt())) : 0);
    connect(&m_link, &ServerLink::logged, m_model, &LogModel::append);
    connect(&m_link, &ServerLink::settingsChanged, this, &LogPage::showFolder);
    connect(m_model, &LogModel::scanned, this, &LogPage::onScanned);
    connect(&Theme::instance(), &Theme::changed, this, &LogPage::retranslate);
    applyFilters();
    onScanned();
}

LogPage::~LogPage() = default;

void LogPage::makeFilters(QVBoxLayout *layout)
{
    auto *row = new QHBoxLayout;
    m_search = new SearchField(this);
    m_level = new QComboBox(this);
    m_category = new QComboBox(this);
    m_session = new QLineEdit(this);
    m_level->setObjectName(QStringLiteral("level"));
    m_category->setObjectName(QStringLiteral("category"));
    m_session->setObjectName(QStringLiteral("session"));
    m_session->setClearButtonEnabled(true);
    m_category->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_category->addItem(QString(), QByteArray());
    row->addWidget(m_search, 3);
    row->addWidget(m_level, 1);
    row->addWidget(m_category, 1);
    row->addWidget(m_session, 1);
    layout->addLayout(row);
    connect(m_search, &SearchField::searched, this, &LogPage::applyFilters);
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogPage::applyFilters);
    connect(m_category, &QComboBox::currentIndexChanged, this, &LogPage::applyFilters);
    connect(m_category, &QComboBox::activated, this, [this] {
        m_keptCategory = m_category->currentData().toByteArray();
        QSettings().setValue(QLatin1String(categoryKey), m_keptCategory);
    });
    connect(m_session, &QLineEdit::textChanged, this, &LogPage::applyFilters);
}

void LogPage::makeTools(QVBoxLayout *layout)
{
    m_count = new QLabel(this);
    setRole(m_count, LabelRole::Muted);
    m_progress = new QProgressBar(this);
    m_cancel = toolButton(this, QStringLiteral("cancelSave"));
    m_follow = toolButton(this, QStringLiteral("follow"));
    m_copy = toolButton(this, QStringLiteral("copy"));
    m_save = toolButton(this, QStringLiteral("save"));
    m_folder = toolButton(this, QStringLiteral("folder"));
    m_clear = toolButton(this, QStringLiteral("clear"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_progress->hide();
    m_cancel->hide();
    auto *menu = new QMenu(m_copy);
    m_copyText = menu->addAction(QString());
    m_copyCsv = menu->addAction(QString());
    m_copyText->setObjectName(QStringLiteral("copyText"));
    m_copyCsv->setObjectName(QStringLiteral("copyCsv"));
    m_copy->setMenu(menu);
    m_copy->setPopupMode(QToolButton::InstantPopup);
    auto *row = new QHBoxLayout;
    row->addWidget(m_count);
    row->addStretch();
    for (QWidget *part : std::initializer_list<QWidget *>{m_progress, m_cancel, m_follow, m_copy,
                                                          m_save, m_folder, m_clear})
        row->addWidget(part);
    layout->addLayout(row);
    connect(m_follow, &QToolButton::clicked, this, &LogPage::followTheEnd);
    connect(m_copyText, &QAction::triggered, this, [this] { copyAs(Form::Text); });
    connect(m_copyCsv, &QAction::triggered, this, [this] { copyAs(Form::Csv); });
    connect(m_save, &QToolButton::clicked, this, &LogPage::chooseFile);
    connect(m_folder, &QToolButton::clicked, this, &LogPage::openFolder);
    connect(m_clear, &QToolButton::clicked, m_model, &LogModel::clear);
}

void LogPage::makeTable(QVBoxLayout *layout)
{
    m_stack = new QStackedWidget(this);
    m_table = new TableView(QStringLiteral("log"), m_stack);
    m_empty = new EmptyState(QStringLiteral("log"), m_stack);
    m_table->setModel(m_model);
    m_table->setSortingEnabled(false);  // a log has one order
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    // One height for all: nothing is asked of a million rows.
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->setDefaults({}, -1, Qt::AscendingOrder, {190, 100, 90, 80, 500});
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    layout->addWidget(m_stack, 1);
    connect(m_empty, &EmptyState::actionWanted, this, &LogPage::clearFilters);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &LogPage::onScrolled);
    // The oldest lines go: what the user reads stays where it is.
    connect(m_model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                QScrollBar *bar = m_table->verticalScrollBar();
                if (!m_isFollowing)
                    bar->setValue(bar->value() - (last - first + 1));
            });
}

void LogPage::fillChoices()
{
    const QSignalBlocker quiet(m_level);
    const int chosen = qMax(0, m_level->currentIndex());
    m_level->clear();
    using Level = LogSettings::Level;
    m_level->addItem(tr("All levels"), static_cast<int>(Level::Debug));
    m_level->addItem(tr("Information and above"), static_cast<int>(Level::Info));
    m_level->addItem(tr("Warnings and errors"), static_cast<int>(Level::Warning));
    m_level->addItem(tr("Errors"), static_cast<int>(Level::Error));
    m_level->setCurrentIndex(chosen);
    m_category->setItemText(0, tr("All parts"));
}

void LogPage::retranslate()
{
    fillChoices();
    m_level->setAccessibleName(tr("Level"));
    m_category->setAccessibleName(tr("Part of the server"));
    m_session->setPlaceholderText(tr("Session"));
    m_session->setAccessibleName(tr("Session"));
    m_table->setAccessibleName(tr("Log"));
    m_progress->setAccessibleName(tr("Save"));
    setButton(m_cancel, tr("Cancel"), QStringLiteral("stop"));
    setButton(m_follow, tr("F&ollow"), QStringLiteral("play"));
    m_follow->setToolTip(tr("Shows new lines as they come; scrolling up stops it"));
    setButton(m_copy, tr("&Copy"), QStringLiteral("copy"));
    m_copyText->setText(tr("As &text"));
    m_copyCsv->setText(tr("As &CSV"));
    setButton(m_save, tr("&Save ..."), QStringLiteral("save"));
    setButton(m_folder, tr("Open &folder"), QStringLiteral("folder"));
    setButton(m_clear, tr("C&lear"), QStringLiteral("clear"));
    m_clear->setToolTip(tr("Empties this view; log files stay"));
    showFolder();
    onScanned();
    Q_EMIT titleChanged();
}

}  // namespace cosftp
