// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/folder_rights_list.h"

#include "common/roles.h"
#include "common/tab_order.h"
#include "common/theme.h"
#include "core/virtual_path.h"
#include "settings/rights_field.h"

#include <QEvent>
#include <QGridLayout>

namespace cosftp {

FolderRightsRow::FolderRightsRow(const FolderRights &folder, QWidget *parent)
    : QWidget(parent), m_path(new QLineEdit(QString::fromUtf8(folder.path))),
      m_rights(new RightsField(folder.rights, RightsField::Nothing::Offered)),
      m_remove(new QToolButton), m_problem(new QLabel)
{
    m_path->setObjectName(QStringLiteral("folderPath"));
    m_rights->setObjectName(QStringLiteral("folderRights"));
    m_remove->setObjectName(QStringLiteral("folderRemove"));
    m_problem->setWordWrap(true);
    setRole(m_problem, LabelRole::Error);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 4);
    grid->setVerticalSpacing(3);
    grid->addWidget(m_path, 0, 0, Qt::AlignTop);
    grid->addWidget(m_rights, 0, 1, Qt::AlignTop);
    grid->addWidget(m_remove, 0, 2, Qt::AlignTop);
    grid->addWidget(m_problem, 1, 0, 1, 3);
    for (int column = 0; column < 2; ++column)
        grid->setColumnStretch(column, 1);
    connect(m_path, &QLineEdit::textEdited, this, &FolderRightsRow::edited);
    connect(m_rights, &RightsField::edited, this, &FolderRightsRow::edited);
    connect(m_remove, &QToolButton::clicked, this, &FolderRightsRow::removeWanted);
    connect(&Theme::instance(), &Theme::changed, this, &FolderRightsRow::retranslate);
    retranslate();
}

FolderRights FolderRightsRow::folder() const
{
    const Result<VirtualPath> path = VirtualPath().resolved(m_path->text().toUtf8());
    return {path ? path->toBytes() : QByteArray("/"), m_rights->rights()};
}

QString FolderRightsRow::problem() const
{
    if (!m_path->text().startsWith(QLatin1Char('/')))
        return tr("The place in the user's tree begins with '/'.");
    if (!VirtualPath().resolved(m_path->text().toUtf8()))
        return tr("The path has a character that cannot be typed.");
    return {};
}

void FolderRightsRow::showProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_path->setAccessibleDescription(problem);
    setInvalid(m_path, !problem.isEmpty());
}

void FolderRightsRow::retranslate()
{
    m_path->setAccessibleName(tr("Folder, as the user sees it"));
    m_remove->setIcon(Theme::instance().icon(QStringLiteral("remove")));
    m_remove->setToolTip(tr("Take this folder's rights out"));
    m_remove->setAccessibleName(m_remove->toolTip());
}

void FolderRightsRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

FolderRightsList::FolderRightsList(QWidget *parent)
    : QWidget(parent), m_layout(new QVBoxLayout(this)), m_help(new QLabel), m_add(new QPushButton)
{
    m_add->setObjectName(QStringLiteral("addFolderRights"));
    setRole(m_add, ButtonRole::Flat);
    m_help->setWordWrap(true);
    setRole(m_help, LabelRole::Muted);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    m_layout->addWidget(m_help);
    connect(m_add, &QPushButton::clicked, this, &FolderRightsList::addByUser);
    retranslate();
}

void FolderRightsList::load(const QList<FolderRights> &folders)
{
    qDeleteAll(m_rows);
    m_rows.clear();
    for (const FolderRights &folder : folders)
        addRow(folder);
    check();
}

void FolderRightsList::addRow(const FolderRights &folder)
{
    auto *row = new FolderRightsRow(folder);
    connect(row, &FolderRightsRow::edited, this, &FolderRightsList::onRowEdited);
    connect(row, &FolderRightsRow::removeWanted, this, [this, row] { removeRow(row); });
    m_layout->insertWidget(static_cast<int>(m_rows.size()), row);
    m_rows += row;
}

void FolderRightsList::addByUser()
{
    const QByteArray name = "/folder" + QByteArray::number(m_rows.size() + 1);
    addRow({name, Rights::of(true, false, false)});
    orderTabs(*this);
    onRowEdited();
}

// The row is the sender: it goes when its own click is over.
void FolderRightsList::removeRow(FolderRightsRow *row)
{
    m_rows.removeOne(row);
    row->hide();
    row->deleteLater();
    onRowEdited();
}

void FolderRightsList::onRowEdited()
{
    check();
    Q_EMIT edited();
}

void FolderRightsList::check()
{
    m_isValid = true;
    QList<QByteArray> paths;
    for (FolderRightsRow *row : m_rows) {
        const QByteArray path = row->folder().path;
        QString problem = row->problem();
        if (problem.isEmpty() && paths.contains(path))
            problem = tr("This folder has rights already.");
        paths += path;
        row->showProblem(problem);
        m_isValid = m_isValid && problem.isEmpty();
    }
}

QList<FolderRights> FolderRightsList::folders() const
{
    QList<FolderRights> all;
    for (const FolderRightsRow *row : m_rows)
        all += row->folder();
    return all;
}

void FolderRightsList::retranslate()
{
    m_add->setText(tr("Other &rights for a folder"));
    m_help->setText(tr("They hold for the folder and what lies below it, as the user sees it; the "
                       "deepest folder counts."));
}

void FolderRightsList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        check();
    }
    QWidget::changeEvent(event);
}

}  // namespace cosftp
