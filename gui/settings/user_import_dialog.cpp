// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/user_import_dialog.h"

#include "common/last_folder.h"
#include "common/roles.h"
#include "password_hashing.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QLineEdit>
#include <QProgressBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace cosftp {

namespace {

constexpr qint64 largestFileBytes = 16 * 1024 * 1024;
constexpr int headerMargin = 24;  // which contents do not count
constexpr int foldersColumn = 3;

QString fateText(const ListedUser &listed)
{
    switch (listed.fate) {
    case ListedUser::Fate::Added:
        return UserImportDialog::tr("New");
    case ListedUser::Fate::Changed:
        return UserImportDialog::tr("Changed");
    case ListedUser::Fate::Same:
        return UserImportDialog::tr("Stays as it is");
    }
    return {};
}

QString foldersText(const UserSettings &user)
{
    QStringList folders;
    for (const MountSettings &mount : user.mounts)
        folders += QStringLiteral("%1 → %2/%3")
                       .arg(QString::fromUtf8(mount.path), mount.bucketId,
                            QString::fromUtf8(mount.prefix));
    return folders.join(QStringLiteral(", "));
}

}  // namespace

UserImportDialog::UserImportDialog(Settings settings, QWidget *parent)
    : QDialog(parent), m_settings(std::move(settings)), m_file(new QLineEdit),
      m_browse(new QPushButton(tr("&Browse…"))), m_summary(new QLabel), m_preview(new QTreeWidget),
      m_progress(new QProgressBar), m_import(new QPushButton(tr("&Import")))
{
    setWindowTitle(tr("Import users"));
    m_file->setObjectName(QStringLiteral("userListFile"));
    m_summary->setObjectName(QStringLiteral("userListSummary"));
    m_preview->setObjectName(QStringLiteral("userListPreview"));
    m_progress->setObjectName(QStringLiteral("userListProgress"));
    m_import->setObjectName(QStringLiteral("userListImport"));
    m_progress->hide();
    build();
    connect(m_file, &QLineEdit::textChanged, this, &UserImportDialog::preview);
    connect(m_browse, &QPushButton::clicked, this, &UserImportDialog::browse);
    connect(m_import, &QPushButton::clicked, this, &UserImportDialog::begin);
    preview();
}

void UserImportDialog::build()
{
    auto *label = new QLabel(tr("&List of users (CSV or JSON)"));
    label->setBuddy(m_file);
    m_browse->setAutoDefault(false);  // Enter does what the dialog is for
    auto *line = new QHBoxLayout;
    line->addWidget(m_file, 1);
    line->addWidget(m_browse);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_preview->setRootIsDecorated(false);
    m_preview->setHeaderLabels({tr("Line"), tr("User"), tr("What happens"), tr("Folders")});
    m_preview->setAccessibleName(tr("What becomes of the users"));
    m_progress->setAccessibleName(tr("Passwords that are hashed"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_import, QDialogButtonBox::ActionRole);
    setRole(m_import, ButtonRole::Primary);
    m_import->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addLayout(line);
    layout->addWidget(m_summary);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 28);
}

void UserImportDialog::browse()
{
    const QString name =
        lastFolder::openFile(this, windowTitle(), tr("Lists of users (*.csv *.json)"));
    if (!name.isEmpty())
        m_file->setText(name);
}

void UserImportDialog::preview()
{
    m_plan = {};
    m_preview->clear();
    m_preview->setColumnHidden(foldersColumn, false);
    m_import->setEnabled(false);
    if (m_file->text().isEmpty())
        return m_summary->setText(
            tr("Choose a file. Nothing is changed before you import it. An export shows what the "
               "columns are called; what a list leaves out stays as it is."));
    QFile file(m_file->text());
    if (!file.open(QIODevice::ReadOnly))
        return m_summary->setText(tr("The file cannot be read: %1").arg(file.errorString()));
    m_plan = planUserList(file.read(largestFileBytes), m_settings);
    if (m_plan.problems.isEmpty())
        showPlan();
    else
        showProblems();
    for (int column = 0; column < m_preview->columnCount(); ++column) {
        m_preview->resizeColumnToContents(column);
        m_preview->setColumnWidth(column, m_preview->columnWidth(column) + headerMargin);
    }
}

void UserImportDialog::showPlan()
{
    int added = 0;
    int changed = 0;
    for (const ListedUser &listed : std::as_const(m_plan.users)) {
        added += listed.fate == ListedUser::Fate::Added ? 1 : 0;
        changed += listed.fate == ListedUser::Fate::Changed ? 1 : 0;
        auto *item = new QTreeWidgetItem(m_preview, {QString::number(listed.line),
                                                     QString::fromUtf8(listed.user.name),
                                                     fateText(listed), foldersText(listed.user)});
        for (int column = 0; column < m_preview->columnCount(); ++column)
            item->setToolTip(column, item->text(column));
    }
    m_summary->setText(
        tr("%1 and %2. They are put into the settings that you are editing, and are in force when "
           "you apply those.")
            .arg(tr("%n new user(s)", nullptr, added), tr("%n changed user(s)", nullptr, changed)));
    m_import->setEnabled(added + changed > 0);
}

void UserImportDialog::showProblems()
{
    QSet<int> lines;  // one can be wrong in more than one way
    m_preview->setColumnHidden(foldersColumn, true);
    for (const UserListProblem &problem : std::as_const(m_plan.problems)) {
        auto *item = new QTreeWidgetItem(
            m_preview, {QString::number(problem.line), problem.name, problem.text});
        item->setToolTip(2, problem.text);
        lines += problem.line;
    }
    m_summary->setText(tr("Nothing can be imported: %n line(s) have to be mended first.", nullptr,
                          static_cast<int>(lines.size())));
}

void UserImportDialog::begin()
{
    m_users.clear();
    m_next = 0;
    m_progress->setRange(0, static_cast<int>(m_plan.users.size()));
    m_progress->show();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_import, m_file, m_browse})
        widget->setEnabled(false);
    hashNext();
}

// One after the other on a helper thread: hashes are slow on purpose.
void UserImportDialog::hashNext()
{
    while (m_next < m_plan.users.size()) {
        m_progress->setValue(static_cast<int>(m_next));
        const ListedUser &listed = m_plan.users[m_next];
        if (!listed.plainPassword.isEmpty())
            return hashPasswordLater(listed.plainPassword, this, [this](const auto &hash) {
                onHashed(hash ? *hash : QByteArray());
            });
        ++m_next;
        if (listed.fate != ListedUser::Fate::Same)
            m_users += listed.user;
    }
    accept();
}

void UserImportDialog::onHashed(const QByteArray &hash)
{
    const ListedUser &listed = m_plan.users[m_next++];
    if (hash.isEmpty()) {
        m_plan.problems = {{listed.line, QString::fromUtf8(listed.user.name),
                            tr("This password cannot be used: it is too long.")}};
        m_users.clear();
        m_progress->hide();
        m_file->setEnabled(true);
        m_browse->setEnabled(true);
        m_preview->clear();
        return showProblems();
    }
    UserSettings user = listed.user;
    user.password = hash;
    user.passwordIsHash = true;
    m_users += user;
    hashNext();
}

}  // namespace cosftp
