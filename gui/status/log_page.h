// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page.h"
#include "status/log_store.h"

#include <QPointer>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace cosftp {

class EmptyState;
class LogModel;
class LogSaver;
class MessageBar;
class SearchField;
class ServerLink;
class TableView;

/// The server's log since the program was started: filtered, followed, saved.
class LogPage final : public Page
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogPage)

public:
    explicit LogPage(ServerLink &link, QWidget *parent = nullptr);
    ~LogPage() override;

    [[nodiscard]] QString id() const override { return QStringLiteral("log"); }
    [[nodiscard]] QString title() const override { return tr("Log"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("log"); }
    /// "session/12": only its lines; "warnings": only warnings and errors.
    void open(const QString &place) override;
    void find() override;

    [[nodiscard]] LogModel *model() const { return m_model; }
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    void saveTo(const QString &fileName);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Form { Text, Csv };

    void makeFilters(QVBoxLayout *layout);
    void makeTools(QVBoxLayout *layout);
    void makeTable(QVBoxLayout *layout);
    void followTheEnd();
    void applyFilters();
    void clearFilters();
    void onScanned();
    void onScrolled(int value);
    void setFollowing(bool isFollowing);
    void fillChoices();
    void fillCategories();
    void copyAs(Form form);
    void chooseFile();
    void onSaved(const QString &fileName, bool isDone, const QString &problem);
    void openFolder();
    void showFolder();
    void retranslate();

    ServerLink &m_link;
    LogModel *m_model;
    MessageBar *m_message;
    SearchField *m_search = nullptr;
    QComboBox *m_level = nullptr;
    QComboBox *m_category = nullptr;
    QLineEdit *m_session = nullptr;
    QLabel *m_count = nullptr;
    QProgressBar *m_progress = nullptr;
    QToolButton *m_cancel = nullptr;
    QToolButton *m_follow = nullptr;
    QToolButton *m_copy = nullptr;
    QAction *m_copyText = nullptr;
    QAction *m_copyCsv = nullptr;
    QToolButton *m_save = nullptr;
    QToolButton *m_folder = nullptr;
    QToolButton *m_clear = nullptr;
    QStackedWidget *m_stack = nullptr;
    TableView *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QPointer<LogSaver> m_saver;
    QByteArray m_keptCategory;  // chosen the last time; its lines may come later
    bool m_isFollowing = true;
};

}  // namespace cosftp
