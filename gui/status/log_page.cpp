// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/log_page.h"

#include "common/csv.h"
#include "common/empty_state.h"
#include "common/last_folder.h"
#include "common/message_bar.h"
#include "common/search_field.h"
#include "common/table_view.h"
#include "link/server_link.h"
#include "status/log_model.h"
#include "status/log_saver.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QFileDialog>
#include <QProgressBar>
#include <QScrollBar>
#include <QStackedWidget>
#include <QUrl>

namespace cosftp {

namespace {

constexpr auto levelKey = "log/level";
const QString savePurpose = QStringLiteral("log");
// What fits a clipboard without a wait; more is what saving is for.
constexpr int mostCopiedLines = 20'000;

}  // namespace

void LogPage::open(const QString &place)
{
    if (place == QLatin1String("warnings")) {
        clearFilters();
        m_level->setCurrentIndex(m_level->findData(static_cast<int>(LogSettings::Level::Warning)));
    } else if (place.startsWith(QLatin1String("session/"))) {
        clearFilters();
        m_session->setText(place.section(QLatin1Char('/'), 1));
    }
}

void LogPage::find() { m_search->begin(); }

void LogPage::applyFilters()
{
    LogFilter filter;
    filter.minimumLevel = LogSettings::Level(m_level->currentData().toInt());
    filter.category = m_category->currentData().toByteArray();
    filter.sessionId = m_session->text().remove(QLatin1Char('s')).toULongLong();
    filter.text = m_search->text();
    m_model->setFilter(filter);
    QSettings().setValue(QLatin1String(levelKey), m_level->currentData());
}

void LogPage::clearFilters()
{
    m_search->clear();
    m_session->clear();
    m_level->setCurrentIndex(0);
    m_category->setCurrentIndex(0);
}

void LogPage::onScanned()
{
    fillCategories();
    const int shown = m_model->rowCount();
    const auto kept = static_cast<int>(m_model->keptLines());
    QString text =
        shown == kept ? tr("%n line(s)", nullptr, kept) : tr("%1 of %2 lines").arg(shown).arg(kept);
    if (m_model->isScanning())
        text = tr("%1, searching ...").arg(text);
    m_count->setText(text);
    const bool isFiltered = kept > 0;
    if (isFiltered)
        m_empty->setTexts(tr("No line fits"), tr("No line of the log passes these filters."),
                          tr("Show all"));
    else
        m_empty->setTexts(tr("Nothing was logged yet"),
                          tr("What the server does appears here, line by line."));
    m_stack->setCurrentWidget(shown > 0 ? static_cast<QWidget *>(m_table) : m_empty);
    m_save->setEnabled(shown > 0 && !m_saver);
    m_copy->setEnabled(shown > 0);
    m_clear->setEnabled(kept > 0);
    if (m_isFollowing)
        m_table->scrollToBottom();
}

// New lines change the range and not the value: a value that moves is the user's doing.
void LogPage::onScrolled(int value)
{
    setFollowing(value == m_table->verticalScrollBar()->maximum());
}

void LogPage::setFollowing(bool isFollowing)
{
    m_isFollowing = isFollowing;
    const QSignalBlocker quiet(m_follow);
    m_follow->setChecked(isFollowing);
}

void LogPage::followTheEnd()
{
    setFollowing(m_follow->isChecked());
    if (m_isFollowing)
        m_table->scrollToBottom();
}

void LogPage::copyAs(Form form)
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows += index.row();
    std::sort(rows.begin(), rows.end());
    const bool isSelection = !rows.isEmpty();
    const int all = isSelection ? int(rows.size()) : m_model->rowCount();
    const int copied = qMin(all, mostCopiedLines);
    QByteArray text = form == Form::Csv ? logCsvHeader() : QByteArray();
    for (int place = all - copied; place < all; ++place) {
        const LogLine line = m_model->lineAt(isSelection ? rows[place] : place);
        text += form == Form::Csv ? logLineCsv(line) : logLineText(line).toUtf8() + '\n';
    }
    QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
    if (copied < all)
        m_message->say(MessageBar::Kind::Info,
                       tr("The last %n line(s) were copied. Save the log to have all of them.",
                          nullptr, copied));
}

void LogPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Save log"), lastFolder::of(savePurpose),
                                   tr("Text (*.log *.txt);;Comma-separated values (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("log"));
    connect(dialog, &QFileDialog::fileSelected, this, &LogPage::saveTo);
    dialog->open();
}

void LogPage::saveTo(const QString &fileName)
{
    if (m_saver)
        return;
    lastFolder::keep(savePurpose, fileName);
    m_saver = new LogSaver(*m_model, fileName, this);
    connect(m_saver, &LogSaver::progressed, this, [this](int lines, int ofLines) {
        m_progress->setMaximum(ofLines);
        m_progress->setValue(lines);
    });
    connect(m_saver, &LogSaver::finished, this,
            [this, fileName](bool isDone, const QString &problem) {
                onSaved(fileName, isDone, problem);
            });
    connect(m_cancel, &QToolButton::clicked, m_saver, &LogSaver::cancel);
    m_progress->show();
    m_cancel->show();
    m_save->setEnabled(false);
    m_saver->start();
}

void LogPage::onSaved(const QString &fileName, bool isDone, const QString &problem)
{
    m_saver->deleteLater();
    m_saver = nullptr;
    m_progress->hide();
    m_cancel->hide();
    m_save->setEnabled(m_model->rowCount() > 0);
    if (!problem.isEmpty())
        m_message->say(MessageBar::Kind::Error, tr("The log could not be saved: %1").arg(problem));
    else if (isDone)
        m_message->say(MessageBar::Kind::Good, tr("Saved as %1").arg(fileName));
    else
        m_message->say(MessageBar::Kind::Info, tr("Saving was cancelled; no file was left."));
}

void LogPage::openFolder()
{
    const QString folder = m_link.settings().loaded.settings.log.directory;
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
        m_message->say(MessageBar::Kind::Warning,
                       tr("The folder %1 could not be opened.").arg(folder));
}

void LogPage::showFolder()
{
    const QString folder = m_link.settings().loaded.settings.log.directory;
    m_folder->setEnabled(!folder.isEmpty());
    m_folder->setToolTip(folder.isEmpty() ? tr("The settings name no folder for log files")
                                          : tr("Opens %1").arg(folder));
}

void LogPage::fillCategories()
{
    const QList<QByteArray> categories = m_model->categories();
    if (m_category->count() == categories.size() + 1)
        return;
    for (qsizetype index = m_category->count() - 1; index < categories.size(); ++index) {
        m_category->addItem(QString::fromUtf8(categories[index]), categories[index]);
        if (!m_keptCategory.isEmpty() && m_keptCategory == categories[index])
            m_category->setCurrentIndex(m_category->count() - 1);
    }
}

void LogPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Page::changeEvent(event);
}

}  // namespace cosftp
