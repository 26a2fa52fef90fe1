// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/mount_list.h"

#include "common/roles.h"
#include "common/tab_order.h"
#include "common/theme.h"
#include "settings/rights_field.h"
#include "settings/setting_text.h"
#include "settings/value_text.h"

#include <QEvent>
#include <QGridLayout>

namespace cosftp {

MountRow::MountRow(const MountSettings &mount, const QStringList &bucketIds, QWidget *parent)
    : QWidget(parent), m_path(new QLineEdit(QString::fromUtf8(mount.path))),
      m_bucket(new QComboBox), m_folder(new QLineEdit(QString::fromUtf8(mount.prefix))),
      m_rights(new RightsField(mount.rights, RightsField::Nothing::Refused)),
      m_remove(new QToolButton), m_pathLabel(new QLabel), m_bucketLabel(new QLabel),
      m_folderLabel(new QLabel), m_rightsLabel(new QLabel), m_problem(new QLabel)
{
    m_path->setObjectName(QStringLiteral("mountPath"));
    m_bucket->setObjectName(QStringLiteral("mountBucket"));
    m_folder->setObjectName(QStringLiteral("mountFolder"));
    m_rights->setObjectName(QStringLiteral("mountRights"));
    m_remove->setObjectName(QStringLiteral("mountRemove"));
    m_bucket->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_bucket->setMinimumContentsLength(8);
    m_bucket->addItems(bucketIds);
    m_bucket->setCurrentIndex(static_cast<int>(bucketIds.indexOf(mount.bucketId)));
    m_pathLabel->setBuddy(m_path);
    m_bucketLabel->setBuddy(m_bucket);
    m_folderLabel->setBuddy(m_folder);
    m_rightsLabel->setBuddy(m_rights->control());
    m_problem->setWordWrap(true);
    setRole(m_problem, LabelRole::Error);
    for (QLabel *label : {m_pathLabel, m_bucketLabel, m_folderLabel, m_rightsLabel})
        setRole(label, LabelRole::Muted);
    build();
    for (QLineEdit *edit : {m_path, m_folder})
        connect(edit, &QLineEdit::textEdited, this, &MountRow::edited);
    connect(m_rights, &RightsField::edited, this, &MountRow::edited);
    connect(m_bucket, &QComboBox::activated, this, &MountRow::edited);
    connect(m_remove, &QToolButton::clicked, this, &MountRow::removeWanted);
    connect(&Theme::instance(), &Theme::changed, this, &MountRow::retranslate);
    retranslate();
}

void MountRow::build()
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 6);
    grid->setVerticalSpacing(3);
    grid->addWidget(m_pathLabel, 0, 0);
    grid->addWidget(m_bucketLabel, 0, 1);
    grid->addWidget(m_path, 1, 0);
    grid->addWidget(m_bucket, 1, 1);
    grid->addWidget(m_remove, 1, 2);
    grid->addWidget(m_folderLabel, 2, 0, 1, 3);
    grid->addWidget(m_folder, 3, 0, 1, 2);
    grid->addWidget(m_rightsLabel, 4, 0, 1, 3);
    grid->addWidget(m_rights, 5, 0, 1, 2);
    grid->addWidget(m_problem, 6, 0, 1, 3);
    for (int column = 0; column < 2; ++column)
        grid->setColumnStretch(column, 1);
}

MountSettings MountRow::mount() const
{
    MountSettings mount;
    QByteArray path;
    if (valueText::readFolder(m_path->text(), path).isEmpty()) {
        path.chop(1);
        mount.path = '/' + path;
    }
    (void)valueText::readFolder(m_folder->text(), mount.prefix);  // told by problem()
    mount.bucketId = m_bucket->currentText();
    mount.rights = m_rights->rights();
    return mount;
}

QString MountRow::problem() const
{
    QByteArray ignored;
    for (const QLineEdit *edit : {m_path, m_folder})
        if (const QString text = valueText::readFolder(edit->text(), ignored); !text.isEmpty())
            return settingText::problem(text);
    if (!m_path->text().startsWith(QLatin1Char('/')))
        return tr("The place in the user's tree begins with '/'.");
    const bool hasBlank = m_path->text().contains(QLatin1Char(' '));
    if (hasBlank && m_path->text() != QLatin1String("/"))
        return tr("The place in the user's tree cannot have blanks.");
    if (m_bucket->currentIndex() < 0)
        return tr("A bucket is needed.");
    if (m_rights->rights() == Rights())
        return tr("At least one right is needed; to lock a user out, disable the user.");
    return {};
}

void MountRow::showProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    setInvalid(m_path, !problem.isEmpty());
}

void MountRow::setRemovable(bool isRemovable) { m_remove->setVisible(isRemovable); }

void MountRow::retranslate()
{
    m_pathLabel->setText(tr("Place in the user's tree"));
    m_bucketLabel->setText(tr("Bucket"));
    m_folderLabel->setText(tr("Folder of the bucket"));
    m_folder->setPlaceholderText(tr("the whole bucket"));
    m_rightsLabel->setText(tr("Rights"));
    m_remove->setIcon(Theme::instance().icon(QStringLiteral("remove")));
    m_remove->setToolTip(tr("Take this folder out"));
    m_remove->setAccessibleName(m_remove->toolTip());
}

void MountRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

MountList::MountList(QWidget *parent)
    : QWidget(parent), m_layout(new QVBoxLayout(this)), m_add(new QPushButton)
{
    m_add->setObjectName(QStringLiteral("addMount"));
    setRole(m_add, ButtonRole::Flat);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, &MountList::addByUser);
    retranslate();
}

void MountList::load(const QList<MountSettings> &mounts, const QStringList &bucketIds)
{
    qDeleteAll(m_rows);
    m_rows.clear();
    m_bucketIds = bucketIds;
    for (const MountSettings &mount : mounts)
        addRow(mount);
    check();
}

MountRow *MountList::addRow(const MountSettings &mount)
{
    auto *row = new MountRow(mount, m_bucketIds);
    connect(row, &MountRow::edited, this, &MountList::onRowEdited);
    connect(row, &MountRow::removeWanted, this, [this, row] { removeRow(row); });
    m_layout->insertWidget(static_cast<int>(m_rows.size()), row);
    m_rows += row;
    return row;
}

void MountList::addByUser()
{
    MountSettings mount;
    mount.path = m_rows.isEmpty() ? QByteArray("/") : "/folder" + QByteArray::number(m_rows.size());
    mount.bucketId = m_bucketIds.value(0);
    mount.rights = Rights::of(true, false, false);
    addRow(mount);
    orderTabs(*this);
    onRowEdited();
}

// The row is the sender: it goes when its own click is over.
void MountList::removeRow(MountRow *row)
{
    m_rows.removeOne(row);
    row->hide();
    row->deleteLater();
    onRowEdited();
}

void MountList::onRowEdited()
{
    check();
    Q_EMIT edited();
}

void MountList::check()
{
    m_isValid = !m_rows.isEmpty();
    QList<QByteArray> paths;
    for (MountRow *row : m_rows) {
        const QByteArray path = row->mount().path;
        QString problem = row->problem();
        if (problem.isEmpty() && paths.contains(path))
            problem = tr("Another folder is at this place already.");
        paths += path;
        row->showProblem(problem);
        row->setRemovable(m_rows.size() > 1);
        m_isValid = m_isValid && problem.isEmpty();
    }
}

QList<MountSettings> MountList::mounts() const
{
    QList<MountSettings> all;
    for (const MountRow *row : m_rows)
        all += row->mount();
    return all;
}

void MountList::retranslate() { m_add->setText(tr("Add a &folder")); }

void MountList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        check();
    }
    QWidget::changeEvent(event);
}

}  // namespace cosftp
