// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page.h"
#include "status/history_query.h"

#include <QPointer>

class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace cosftp {

class Badge;
class EmptyState;
class HistoryExport;
class HistoryModel;
class HistoryStore;
class MessageBar;
class SearchField;
class ServerLink;
class TableView;

/// What was transferred, also before the program was started: to filter, to explain, to export.
class HistoryPage final : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryPage)

public:
    HistoryPage(HistoryStore &store, ServerLink &link, QWidget *parent = nullptr);
    ~HistoryPage() override;

    [[nodiscard]] QString id() const override { return QStringLiteral("history"); }
    [[nodiscard]] QString title() const override { return tr("History"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("history"); }
    /// "failed": only what failed.
    void open(const QString &place) override;
    void find() override;
    void refresh() override;

    [[nodiscard]] HistoryModel *model() const { return m_model; }
    /// Writes what the filter lets through; a bar shows how far it is.
    void exportTo(const QString &fileName);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Period { Any, Today, Week, Month, Custom };

    void makeFilters(QVBoxLayout *layout);
    void makeTools(QVBoxLayout *layout);
    void makeTable(QVBoxLayout *layout);
    void makeExplanation();
    void connectFilters();
    void restore();
    void keep() const;
    void applyFilters();
    [[nodiscard]] HistoryQuery filters() const;
    void clearFilters();
    void showCount();
    void showSelected();
    void showProblem();
    void chooseExportFile();
    void onExported(const QString &fileName, bool isDone, const QString &problem);
    void askToClear();
    void openDetails();
    void copyReport() const;
    [[nodiscard]] TransferRecord selected() const;
    void retranslate();
    void nameFields();
    void fillChoices();

    HistoryStore &m_store;
    ServerLink &m_link;
    HistoryModel *m_model;
    MessageBar *m_message;
    SearchField *m_path = nullptr;
    SearchField *m_user = nullptr;
    QComboBox *m_result = nullptr;
    QComboBox *m_direction = nullptr;
    QComboBox *m_period = nullptr;
    QWidget *m_dates = nullptr;
    QLabel *m_fromLabel = nullptr;
    QLabel *m_toLabel = nullptr;
    QDateEdit *m_from = nullptr;
    QDateEdit *m_to = nullptr;
    QLabel *m_count = nullptr;
    QProgressBar *m_progress = nullptr;
    QToolButton *m_cancel = nullptr;
    QToolButton *m_exportButton = nullptr;
    QToolButton *m_clear = nullptr;
    QSplitter *m_splitter = nullptr;
    QStackedWidget *m_stack = nullptr;
    TableView *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QWidget *m_explanation = nullptr;
    Badge *m_badge = nullptr;
    QLabel *m_what = nullptr;
    QLabel *m_cause = nullptr;
    QPushButton *m_report = nullptr;
    QPushButton *m_details = nullptr;
    QPointer<HistoryExport> m_export;
};

}  // namespace cosftp
