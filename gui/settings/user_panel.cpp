// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/user_panel.h"

#include "common/empty_state.h"
#include "common/scroll_fit.h"
#include "common/search_field.h"
#include "settings/quota_bar.h"
#include "settings/rights_dialog.h"
#include "settings/user_editor.h"
#include "settings/user_export_dialog.h"
#include "settings/user_import_dialog.h"

#include <QEvent>
#include <QGridLayout>
#include <QListWidget>
#include <QMenu>
#include <QScrollArea>

namespace cosftp {

UserPanel::UserPanel(SettingsDraft &draft, ServerLink &link, QWidget *parent)
    : QWidget(parent), m_draft(draft), m_link(link), m_filter(new SearchField),
      m_list(new QListWidget), m_add(new QPushButton), m_duplicate(new QPushButton),
      m_enable(new QPushButton), m_disable(new QPushButton), m_remove(new QPushButton),
      m_more(new QPushButton), m_scroll(new QScrollArea), m_editor(new UserEditor),
      m_empty(new EmptyState(QStringLiteral("users")))
{
    m_filter->setObjectName(QStringLiteral("userFilter"));
    m_list->setObjectName(QStringLiteral("userList"));
    m_add->setObjectName(QStringLiteral("addUser"));
    m_duplicate->setObjectName(QStringLiteral("duplicateUser"));
    m_enable->setObjectName(QStringLiteral("enableUsers"));
    m_disable->setObjectName(QStringLiteral("disableUsers"));
    m_remove->setObjectName(QStringLiteral("removeUsers"));
    m_more->setObjectName(QStringLiteral("moreOfUsers"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    build();
    buildMenu();
    connect(m_filter, &SearchField::searched, this, &UserPanel::filter);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &UserPanel::showCurrent);
    connect(m_add, &QPushButton::clicked, this, &UserPanel::add);
    connect(m_empty, &EmptyState::actionWanted, this, &UserPanel::add);
    connect(m_duplicate, &QPushButton::clicked, this, &UserPanel::duplicate);
    connect(m_enable, &QPushButton::clicked, this, [this] { enable(true); });
    connect(m_disable, &QPushButton::clicked, this, [this] { enable(false); });
    connect(m_remove, &QPushButton::clicked, this, &UserPanel::remove);
    connect(m_editor, &UserEditor::edited, this, &UserPanel::onEdited);
    connect(m_editor, &UserEditor::hashed, this, &UserPanel::hashed);
    connect(m_editor, &UserEditor::nameEdited, this, &UserPanel::onNameEdited);
    connect(&m_link, &ServerLink::snapshotChanged, this, &UserPanel::onSnapshot);
    onSnapshot();
    retranslate();
}

void UserPanel::build()
{
    auto *inside = new QWidget;
    inside->setObjectName(QStringLiteral("scrolled"));
    auto *form = new QVBoxLayout(inside);
    form->setContentsMargins(0, 0, 8, 0);
    form->addWidget(m_editor);
    form->addStretch();
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidget(inside);
    measureWhenShown(*m_scroll);
    auto *buttons = new QGridLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_add, 0, 0);
    buttons->addWidget(m_duplicate, 0, 1);
    buttons->addWidget(m_enable, 1, 0);
    buttons->addWidget(m_disable, 1, 1);
    buttons->addWidget(m_remove, 2, 0);
    buttons->addWidget(m_more, 2, 1);
    auto *side = new QVBoxLayout;
    side->setSpacing(6);
    side->addWidget(m_filter);
    side->addWidget(m_list, 1);
    side->addLayout(buttons);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addLayout(side, 1);
    layout->addWidget(m_scroll, 2);
    layout->addWidget(m_empty, 2);
}

void UserPanel::buildMenu()
{
    auto *menu = new QMenu(this);
    m_rights = menu->addAction(QString());
    menu->addSeparator();
    m_importList = menu->addAction(QString());
    m_exportList = menu->addAction(QString());
    m_rights->setObjectName(QStringLiteral("showRights"));
    m_importList->setObjectName(QStringLiteral("importUsers"));
    m_exportList->setObjectName(QStringLiteral("exportUsers"));
    m_more->setMenu(menu);
    connect(m_rights, &QAction::triggered, this, &UserPanel::showRights);
    connect(m_importList, &QAction::triggered, this, &UserPanel::importList);
    connect(m_exportList, &QAction::triggered, this, &UserPanel::exportList);
}

void UserPanel::load()
{
    const QList<UserSettings> &users = m_draft.settings().users;
    const auto found = std::find_if(users.begin(), users.end(), [this](const UserSettings &user) {
        return user.name == m_shown;
    });
    m_at = found == users.end() ? 0 : static_cast<int>(found - users.begin());
    m_filter->clear();
    showList();
}

void UserPanel::showList()
{
    const int count = static_cast<int>(m_draft.settings().users.size());
    const int at = std::clamp(m_at, count == 0 ? -1 : 0, count - 1);
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (int row = 0; row < count; ++row) {
            m_list->addItem(QString());
            showItem(row);
        }
        m_list->setCurrentRow(at);
    }
    filter(m_filter->text());
    showCurrent();
}

// A disabled user is told by words and not only by a colour; so is how much of a quota is used.
void UserPanel::showItem(int row)
{
    const UserSettings &user = m_draft.settings().users[row];
    const QString name = QString::fromUtf8(user.name);
    const int percent = quotaPercent(user.limits, usedBy(user.name));
    QString text = user.isEnabled ? name : tr("%1 (disabled)").arg(name);
    if (percent >= 0)
        text = tr("%1, quota %2 %").arg(text).arg(percent);
    QListWidgetItem *item = m_list->item(row);
    item->setText(text);
    item->setToolTip(name);
}

void UserPanel::showCurrent()
{
    const QList<int> rows = selectedRows();
    m_at = rows.size() == 1 ? rows.first() : -1;
    const bool hasUsers = !m_draft.settings().users.isEmpty();
    m_scroll->setVisible(hasUsers);
    m_empty->setVisible(!hasUsers);
    m_editor->setEnabled(m_at >= 0);
    m_duplicate->setEnabled(m_at >= 0);
    m_rights->setEnabled(m_at >= 0);
    m_exportList->setEnabled(hasUsers);
    for (QPushButton *button : {m_enable, m_disable, m_remove})
        button->setEnabled(!rows.isEmpty());
    if (m_at < 0)
        return;
    const UserSettings &user = m_draft.settings().users[m_at];
    m_shown = user.name;
    QList<QByteArray> others;
    for (const UserSettings &other : m_draft.settings().users)
        if (other.name != user.name)
            others += other.name;
    QStringList buckets;
    for (const BucketSettings &bucket : m_draft.settings().buckets)
        buckets += bucket.id;
    m_editor->setUsed(usedBy(user.name));
    m_editor->load(user, others, buckets);
}

std::optional<QuotaRecord> UserPanel::usedBy(const QByteArray &user) const
{
    const auto found = m_quotas.constFind(user);
    return found == m_quotas.constEnd() ? std::nullopt : std::optional(*found);
}

void UserPanel::onSnapshot()
{
    QHash<QByteArray, QuotaRecord> quotas;
    for (const QuotaRecord &quota : m_link.snapshot().quotas)
        quotas.insert(quota.user, quota);
    if (m_quotas == quotas)
        return;
    m_quotas = quotas;
    for (int row = 0; row < m_list->count(); ++row)
        showItem(row);
    if (m_at >= 0)
        m_editor->setUsed(usedBy(m_draft.settings().users[m_at].name));
}

void UserPanel::onEdited()
{
    if (m_at < 0)
        return;
    UserSettings &user = m_draft.settings().users[m_at];
    const QByteArray name = user.name;
    user = m_editor->user();
    user.name = name;  // renamed by onNameEdited only
    showItem(m_at);
    Q_EMIT edited();
}

void UserPanel::onNameEdited(const QByteArray &name)
{
    if (m_at < 0)
        return;
    m_draft.renameUser(m_at, name);
    m_shown = name;
    showItem(m_at);
    Q_EMIT edited();
}

void UserPanel::filter(const QString &text)
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        item->setHidden(!item->toolTip().contains(text, Qt::CaseInsensitive));
    }
}

void UserPanel::add()
{
    UserSettings user;
    user.name = freeName(QStringLiteral("user"), names()).toUtf8();
    MountSettings mount;
    mount.rights = Rights::all();
    if (!m_draft.settings().buckets.isEmpty())
        mount.bucketId = m_draft.settings().buckets.first().id;
    user.mounts = {mount};
    addUser(user);
}

// The copy gets no password: two people with one password cannot be told apart.
void UserPanel::duplicate()
{
    UserSettings user = m_draft.settings().users[m_at];
    user.name = freeName(QString::fromUtf8(user.name), names()).toUtf8();
    user.password.clear();
    user.passwordIsHash = false;
    addUser(user);
}

void UserPanel::addUser(UserSettings user)
{
    m_filter->clear();
    m_draft.settings().users += std::move(user);
    m_at = static_cast<int>(m_draft.settings().users.size()) - 1;
    showList();
    m_list->scrollToItem(m_list->currentItem());
    if (auto *name = m_editor->findChild<QLineEdit *>(QStringLiteral("userName"))) {
        name->setFocus();
        name->selectAll();
    }
    Q_EMIT edited();
}

void UserPanel::remove()
{
    const QList<int> rows = selectedRows();
    QStringList chosen;
    for (const int row : rows)
        chosen += names().at(row);
    QMessageBox question(QMessageBox::Question, tr("Delete users"),
                         tr("Delete %n user(s): %1?", nullptr, static_cast<int>(rows.size()))
                             .arg(chosen.mid(0, 10).join(QStringLiteral(", "))),
                         QMessageBox::Cancel, this);
    question.setInformativeText(tr("Their sessions end when the change is applied. Files in the "
                                   "bucket stay as they are."));
    QPushButton *yes = question.addButton(tr("&Delete"), QMessageBox::AcceptRole);
    question.exec();
    if (question.clickedButton() != yes)
        return;
    for (auto row = rows.crbegin(); row != rows.crend(); ++row)
        m_draft.removeUser(*row);
    m_at = rows.first();
    showList();
    Q_EMIT edited();
}

void UserPanel::enable(bool isEnabled)
{
    for (const int row : selectedRows()) {
        m_draft.settings().users[row].isEnabled = isEnabled;
        showItem(row);
    }
    showCurrent();
    Q_EMIT edited();
}

void UserPanel::showRights()
{
    RightsDialog dialog(m_draft.settings(), m_draft.settings().users[m_at].name, this);
    dialog.exec();
}

void UserPanel::importList()
{
    UserImportDialog dialog(m_draft.settings(), this);
    if (dialog.exec() == QDialog::Accepted)
        takeList(dialog.users());
}

// Those of the same name are replaced; nobody is removed.
void UserPanel::takeList(const QList<UserSettings> &users)
{
    QHash<QByteArray, qsizetype> places;  // there may be thousands
    QList<UserSettings> &present = m_draft.settings().users;
    for (qsizetype at = 0; at < present.size(); ++at)
        places.insert(present[at].name, at);
    for (const UserSettings &user : users)
        if (const auto place = places.constFind(user.name); place != places.constEnd())
            present[*place] = user;
        else
            present += user;
    m_filter->clear();
    showList();
    Q_EMIT edited();
}

// Several chosen ones alone, else all.
void UserPanel::exportList()
{
    QList<UserSettings> users = m_draft.settings().users;
    if (const QList<int> rows = selectedRows(); rows.size() > 1) {
        users.clear();
        for (const int row : rows)
            users += m_draft.settings().users[row];
    }
    UserExportDialog dialog(users, this);
    dialog.exec();
}

QList<int> UserPanel::selectedRows() const
{
    QList<int> rows;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->isSelected())
            rows += row;
    return rows;
}

QStringList UserPanel::names() const
{
    QStringList all;
    for (const UserSettings &user : m_draft.settings().users)
        all += QString::fromUtf8(user.name);
    return all;
}

QWidget *UserPanel::firstBad() const { return m_at < 0 ? nullptr : m_editor->firstBad(); }

bool UserPanel::isHashing() const { return m_editor->isHashing(); }

// Every user can be wrong, also one that is not shown: a copy without a password, say.
void UserPanel::showProblems(const QList<SettingsProblem> &problems, bool isWanted)
{
    const QString prefix = QStringLiteral("USER ");
    if (!isWanted || firstBad() != nullptr)
        return;
    for (const SettingsProblem &problem : problems)
        if (problem.section.startsWith(prefix))
            return m_list->setCurrentRow(
                static_cast<int>(names().indexOf(problem.section.mid(prefix.size()))));
}

void UserPanel::open(const QString &key)
{
    if (m_at >= 0)
        m_editor->setFocusOn(key);
}

void UserPanel::retranslate()
{
    m_filter->setPlaceholderText(tr("Filter users"));
    m_filter->setAccessibleName(tr("Filter users"));
    m_list->setAccessibleName(tr("Users"));
    m_add->setText(tr("&New user"));
    m_duplicate->setText(tr("D&uplicate"));
    m_enable->setText(tr("&Enable"));
    m_disable->setText(tr("Di&sable"));
    m_remove->setText(tr("De&lete"));
    m_more->setText(tr("M&ore"));
    m_rights->setText(tr("&What may this user do?"));
    m_importList->setText(tr("&Import a list of users…"));
    m_exportList->setText(tr("E&xport a list of users…"));
    m_empty->setTexts(tr("No user yet"),
                      tr("A user has a name and a password for FTP and sees folders of buckets."),
                      tr("New user"));
    for (int row = 0; row < m_list->count(); ++row)
        showItem(row);
}

void UserPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace cosftp
